package money

// Currencies in common use; ParseCurrency gives all the others. They are variables only because Go has no constants of
// such a type: never assign to them.
var (
	// AED is the United Arab Emirates dirham, 2 decimal places.
	AED = listed("AED")
	// AMD is the Armenian dram, 2 decimal places.
	AMD = listed("AMD")
	// ARS is the Argentine peso, 2 decimal places.
	ARS = listed("ARS")
	// AUD is the Australian dollar, 2 decimal places.
	AUD = listed("AUD")
	// AZN is the Azerbaijani manat, 2 decimal places.
	AZN = listed("AZN")
	// BDT is the Bangladeshi taka, 2 decimal places.
	BDT = listed("BDT")
	// BHD is the Bahraini dinar, 3 decimal places.
	BHD = listed("BHD")
	// BRL is the Brazilian real, 2 decimal places.
	BRL = listed("BRL")
	// BYN is the Belarusian rouble, 2 decimal places.
	BYN = listed("BYN")
	// CAD is the Canadian dollar, 2 decimal places.
	CAD = listed("CAD")
	// CDF is the Congolese franc, 2 decimal places.
	CDF = listed("CDF")
	// CHF is the Swiss franc, 2 decimal places.
	CHF = listed("CHF")
	// CLP is the Chilean peso, no decimal places.
	CLP = listed("CLP")
	// CNY is the Chinese yuan, 2 decimal places.
	CNY = listed("CNY")
	// COP is the Colombian peso, 2 decimal places.
	COP = listed("COP")
	// CZK is the Czech koruna, 2 decimal places.
	CZK = listed("CZK")
	// DKK is the Danish krone, 2 decimal places.
	DKK = listed("DKK")
	// DZD is the Algerian dinar, 2 decimal places.
	DZD = listed("DZD")
	// EGP is the Egyptian pound, 2 decimal places.
	EGP = listed("EGP")
	// ETB is the Ethiopian birr, 2 decimal places.
	ETB = listed("ETB")
	// EUR is the euro, 2 decimal places.
	EUR = listed("EUR")
	// GBP is the pound sterling, 2 decimal places.
	GBP = listed("GBP")
	// GEL is the Georgian lari, 2 decimal places.
	GEL = listed("GEL")
	// GHS is the Ghanaian cedi, 2 decimal places.
	GHS = listed("GHS")
	// GNF is the Guinean franc, no decimal places.
	GNF = listed("GNF")
	// HKD is the Hong Kong dollar, 2 decimal places.
	HKD = listed("HKD")
	// HUF is the Hungarian forint, 2 decimal places.
	HUF = listed("HUF")
	// IDR is the Indonesian rupiah, 2 decimal places.
	IDR = listed("IDR")
	// ILS is the new Israeli shekel, 2 decimal places.
	ILS = listed("ILS")
	// INR is the Indian rupee, 2 decimal places.
	INR = listed("INR")
	// IQD is the Iraqi dinar, 3 decimal places.
	IQD = listed("IQD")
	// ISK is the Icelandic króna, no decimal places.
	ISK = listed("ISK")
	// JOD is the Jordanian dinar, 3 decimal places.
	JOD = listed("JOD")
	// JPY is the Japanese yen, no decimal places.
	JPY = listed("JPY")
	// KES is the Kenyan shilling, 2 decimal places.
	KES = listed("KES")
	// KGS is the Kyrgyz som, 2 decimal places.
	KGS = listed("KGS")
	// KRW is the South Korean won, no decimal places.
	KRW = listed("KRW")
	// KWD is the Kuwaiti dinar, 3 decimal places.
	KWD = listed("KWD")
	// KZT is the Kazakhstani tenge, 2 decimal places.
	KZT = listed("KZT")
	// LBP is the Lebanese pound, 2 decimal places.
	LBP = listed("LBP")
	// LYD is the Libyan dinar, 3 decimal places.
	LYD = listed("LYD")
	// MAD is the Moroccan dirham, 2 decimal places.
	MAD = listed("MAD")
	// MDL is the Moldovan leu, 2 decimal places.
	MDL = listed("MDL")
	// MXN is the Mexican peso, 2 decimal places.
	MXN = listed("MXN")
	// MYR is the Malaysian ringgit, 2 decimal places.
	MYR = listed("MYR")
	// NGN is the Nigerian naira, 2 decimal places.
	NGN = listed("NGN")
	// NOK is the Norwegian krone, 2 decimal places.
	NOK = listed("NOK")
	// NZD is the New Zealand dollar, 2 decimal places.
	NZD = listed("NZD")
	// OMR is the Omani rial, 3 decimal places.
	OMR = listed("OMR")
	// PEN is the Peruvian sol, 2 decimal places.
	PEN = listed("PEN")
	// PHP is the Philippine peso, 2 decimal places.
	PHP = listed("PHP")
	// PKR is the Pakistani rupee, 2 decimal places.
	PKR = listed("PKR")
	// PLN is the Polish zloty, 2 decimal places.
	PLN = listed("PLN")
	// PYG is the Paraguayan guaraní, no decimal places.
	PYG = listed("PYG")
	// QAR is the Qatari riyal, 2 decimal places.
	QAR = listed("QAR")
	// RON is the Romanian leu, 2 decimal places.
	RON = listed("RON")
	// RSD is the Serbian dinar, 2 decimal places.
	RSD = listed("RSD")
	// RUB is the Russian rouble, 2 decimal places.
	RUB = listed("RUB")
	// RWF is the Rwandan franc, no decimal places.
	RWF = listed("RWF")
	// SAR is the Saudi riyal, 2 decimal places.
	SAR = listed("SAR")
	// SEK is the Swedish krona, 2 decimal places.
	SEK = listed("SEK")
	// SGD is the Singapore dollar, 2 decimal places.
	SGD = listed("SGD")
	// THB is the Thai baht, 2 decimal places.
	THB = listed("THB")
	// TJS is the Tajikistani somoni, 2 decimal places.
	TJS = listed("TJS")
	// TMT is the Turkmen manat, 2 decimal places.
	TMT = listed("TMT")
	// TND is the Tunisian dinar, 3 decimal places.
	TND = listed("TND")
	// TRY is the Turkish lira, 2 decimal places.
	TRY = listed("TRY")
	// TZS is the Tanzanian shilling, 2 decimal places.
	TZS = listed("TZS")
	// UAH is the Ukrainian hryvnia, 2 decimal places.
	UAH = listed("UAH")
	// UGX is the Ugandan shilling, no decimal places.
	UGX = listed("UGX")
	// USD is the United States dollar, 2 decimal places.
	USD = listed("USD")
	// UZS is the Uzbekistani sum, 2 decimal places.
	UZS = listed("UZS")
	// VND is the Vietnamese dong, no decimal places.
	VND = listed("VND")
	// XAF is the CFA franc BEAC, no decimal places.
	XAF = listed("XAF")
	// XOF is the CFA franc BCEAO, no decimal places.
	XOF = listed("XOF")
	// ZAR is the South African rand, 2 decimal places.
	ZAR = listed("ZAR")
)

// listed gives a currency that is known to be in the table.
func listed(code string) Currency { return Currency{lookUp(code)} }
