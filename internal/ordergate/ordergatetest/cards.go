package ordergatetest

// Decline is how an acquirer or the gateway refuses.
type Decline string

// The words of failure_type that a decline can have.
const (
	DeclinedByAcquirer Decline = "declined"
	DeclinedAsFraud    Decline = "fraud"
	DeclinedByRules    Decline = "rejected"
	DeclinedByFault    Decline = "error"
)

// refusal is what one kind of decline leaves behind.
type refusal struct {
	kind      failureKind
	status    string // of the order
	message   string
	operation string // status of the failed operation; none reaches the acquirer if empty
	isoCode   string
	isoText   string
}

var refusals = map[Decline]refusal{
	DeclinedByAcquirer: {declined, statusDeclined, "Declined by the issuer", operationFailure, "05", "Do not honor"},
	DeclinedAsFraud:    {fraudulent, statusFraud, "Declined as fraud", "", "", ""},
	DeclinedByRules:    {rejected, statusRejected, "Rejected by the gateway", "", "", ""},
	DeclinedByFault:    {broken, statusError, "Internal system error", operationError, "96", "System malfunction"},
}

// testCard is a documented test card and its effect.
type testCard struct {
	pan        string
	label      string
	plain      Decline // without 3-D Secure; empty is approved
	with3D     Decline // with 3-D Secure
	message    string  // with 3-D Secure, in place of the decline's own
	unenrolled bool
}

// unverifiable says that the card scheme cannot tell whether the card takes part
// in 3-D Secure.
func (c testCard) unverifiable() bool { return c.with3D == DeclinedByRules }

// testCards are those that public clients of the platform test with.
var testCards = []testCard{
	{pan: "4111111111111111", label: "approved"},
	{pan: "2222400060000007", label: "approved"},
	{pan: "4276990011343663", label: "declined; with 3-D Secure: enrolment cannot be checked",
		plain: DeclinedByAcquirer, with3D: DeclinedByRules, message: "Unable to verify enrolment"},
	{pan: "4276838748917319", label: "approved, not enrolled in 3-D Secure", unenrolled: true},
	{pan: "5555555555555599", label: "internal system error", plain: DeclinedByFault, with3D: DeclinedByFault},
	{pan: "4000000000000002", label: "declined as fraud", plain: DeclinedAsFraud, with3D: DeclinedAsFraud},
}

const approvedPAN = "4111111111111111"

// terminal is the descriptor of the samples.
const terminal = "TESTMERCH/TERM"

// cardOf gives the test card of a number. Any other valid number is approved.
func cardOf(pan string) testCard {
	for _, c := range testCards {
		if c.pan == pan {
			return c
		}
	}
	return testCard{pan: pan}
}

const (
	minPAN = 12
	maxPAN = 19
)

// validPAN checks length, digits and the Luhn sum.
func validPAN(pan string) bool {
	if len(pan) < minPAN || len(pan) > maxPAN || !allDigits(pan) {
		return false
	}
	sum := 0
	for i := range len(pan) {
		d := int(pan[len(pan)-1-i] - '0')
		if i%2 == 1 {
			d *= 2
			d = d/10 + d%10
		}
		sum += d
	}
	return sum%10 == 0
}

// maskPAN keeps six digits in front and four behind, as the samples do.
func maskPAN(pan string) string {
	return pan[:6] + "****" + pan[len(pan)-4:]
}

// scheme is a card brand by its first digits.
type scheme struct {
	low, high string // first four digits, both ends included
	name      string
	subtype   string
}

var schemes = []scheme{
	{"2200", "2204", "mir", "unknown"},
	{"2221", "2720", "mastercard", "standard"},
	{"4000", "4999", "visa", "classic"},
	{"5100", "5599", "mastercard", "standard"},
}

func schemeOf(pan string) scheme {
	for _, s := range schemes {
		if pan[:4] >= s.low && pan[:4] <= s.high {
			return s
		}
	}
	return scheme{name: "unknown", subtype: "unknown"}
}

// useCard writes down what an order shows of a card.
func (p *Platform) useCard(o *order, pan string, details map[string]string) {
	s := schemeOf(pan)
	o.pan = maskPAN(pan)
	o.card = map[string]string{"type": s.name, "subtype": s.subtype}
	for name, value := range details {
		o.card[name] = value
	}
	o.issuer = map[string]string{"bin": pan[:6], "country": "AZE", "title": "TestBank"}
	o.descriptor = terminal
}

// enrol fills the 3-D Secure details of an order that asked for it on the
// payment page.
func (p *Platform) enrol(o *order, c testCard) {
	switch {
	case !o.force3D:
		return
	case c.unverifiable():
		o.secure3D = p.secure3D(o, 2, enrolmentUnknown)
	case c.unenrolled:
		o.secure3D = p.secure3D(o, 2, notEnrolled)
	default:
		o.secure3D = p.secure3D(o, 2, authenticated)
	}
}

// decline gives an order its refusal and notes the failed operation.
func (p *Platform) decline(o *order, d Decline, kind string, message string) {
	r := refusals[d]
	if message == "" {
		message = r.message
	}
	o.status, o.failureType, o.failureMessage, o.updated = r.status, string(d), message, p.now
	p.failOperation(o, r, kind, o.amount)
}

func (p *Platform) failOperation(o *order, r refusal, kind string, amount hundredths) {
	if r.operation == "" {
		return
	}
	p.note(o, operation{
		kind: kind, status: r.operation, amount: amount, created: p.now, isoCode: r.isoCode, isoText: r.isoText,
	})
}

// approve holds the money and, with auto_charge, takes it.
func (p *Platform) approve(o *order, requestID string) {
	o.authCode = p.authCode(o)
	o.status = statusAuthorized
	p.succeed(o, Authorized, o.amount, requestID)
	if o.autoCharge {
		o.status, o.charged = statusCharged, o.amount
		p.succeed(o, Charged, o.amount, requestID)
	}
}
