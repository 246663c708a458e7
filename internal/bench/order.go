package main

import "encoding/json"

// What a shop writes that calls the gateway by hand: the wire's shapes as
// structs, amounts as the text that the wire has.

type orders struct {
	Orders []*order `json:"orders"`
}

type order struct {
	ID             string            `json:"id"`
	Status         string            `json:"status"`
	Reference      string            `json:"merchant_order_id"`
	Amount         string            `json:"amount"`
	AmountCharged  string            `json:"amount_charged"`
	AmountRefunded string            `json:"amount_refunded"`
	Currency       string            `json:"currency"`
	Created        string            `json:"created"`
	Updated        string            `json:"updated"`
	Description    string            `json:"description"`
	Descriptor     string            `json:"descriptor"`
	Segment        string            `json:"segment"`
	AuthCode       string            `json:"auth_code"`
	RRN            string            `json:"rrn"`
	PAN            string            `json:"pan"`
	Card           card              `json:"card"`
	Client         payer             `json:"client"`
	Location       location          `json:"location"`
	Issuer         issuer            `json:"issuer"`
	Secure3D       secure3D          `json:"secure3d"`
	CustomFields   map[string]string `json:"custom_fields"`
	Operations     []operation       `json:"operations"`
	FailureType    string            `json:"failure_type"`
	FailureMessage string            `json:"failure_message"`
}

type card struct {
	Holder     string `json:"holder"`
	Type       string `json:"type"`
	Subtype    string `json:"subtype"`
	Expiration string `json:"expiration"`
}

type payer struct {
	Name    string `json:"name,omitempty"`
	Email   string `json:"email,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Login   string `json:"login,omitempty"`
	Address string `json:"address,omitempty"`
	City    string `json:"city,omitempty"`
	State   string `json:"state,omitempty"`
	Zip     string `json:"zip,omitempty"`
	Country string `json:"country,omitempty"`
}

type location struct {
	IP      string `json:"ip,omitempty"`
	Country string `json:"country,omitempty"`
	City    string `json:"city,omitempty"`
	Region  string `json:"region,omitempty"`
}

type issuer struct {
	BIN     string `json:"bin"`
	Country string `json:"country"`
	Title   string `json:"title"`
}

type secure3D struct {
	Reason              string `json:"reason"`
	Scenario            string `json:"scenario"`
	AuthorizationStatus string `json:"authorization_status"`
	ECI                 string `json:"eci"`
	Version             string `json:"version"`
	DSRP                string `json:"dsrp"`
	DSRPType            string `json:"dsrp_type"`
	XID                 string `json:"xid"`
	CAVV                string `json:"cavv"`
}

type operation struct {
	ID              string   `json:"id"`
	Type            string   `json:"type"`
	Status          string   `json:"status"`
	Amount          string   `json:"amount"`
	Currency        string   `json:"currency"`
	Created         string   `json:"created"`
	AuthCode        string   `json:"auth_code"`
	ISOResponseCode string   `json:"iso_response_code"`
	ISOMessage      string   `json:"iso_message"`
	ARN             string   `json:"arn"`
	TraceID         string   `json:"trace_id"`
	Cashflow        cashflow `json:"cashflow"`
}

type cashflow struct {
	Currency   string `json:"currency"`
	Amount     string `json:"amount"`
	Fee        string `json:"fee"`
	Incoming   string `json:"incoming"`
	Receivable string `json:"receivable"`
	Reserve    string `json:"reserve"`
}

// newOrder is the request that makes an order.
type newOrder struct {
	Amount      json.Number `json:"amount"`
	Currency    string      `json:"currency"`
	Reference   string      `json:"merchant_order_id"`
	Description string      `json:"description"`
	Segment     string      `json:"segment"`
	Client      payer       `json:"client"`
	Location    location    `json:"location"`
	Options     options     `json:"options"`
}

type options struct {
	AutoCharge        *bool  `json:"auto_charge,omitempty"`
	ExpirationTimeout string `json:"expiration_timeout,omitempty"`
	Force3D           int    `json:"force3d,omitempty"`
	Language          string `json:"language,omitempty"`
	ReturnURL         string `json:"return_url,omitempty"`
}
