package circlepay_test

import (
	"context"
	"errors"
	"fmt"

	paygates "github.com/paygates/paygates-go"
	"github.com/paygates/paygates-go/circlepay"
)

// newShop is a merchant to be made.
func newShop() circlepay.CreateMerchantRequest {
	return circlepay.CreateMerchantRequest{
		FirstName: "Ahmed", LastName: "Khaled", Email: "ahmed@shop.example", Mobile: "+201001414133", BusinessName: "Shop", BusinessAddress: "El-maadi",
		CallbackURL: "https://shop.example/circlepay?token=unguessable",
	}
}

// paymob is the id of a gateway, its method's that of a means of payment.
func paymob(client *circlepay.Client) (gatewayID, methodID string) {
	gatewayID = must(client.Gateways.List(context.Background()))[1].ID
	return gatewayID, must(client.Methods.List(context.Background(), gatewayID))[0].ID
}

func ExampleMerchantsAPI_Create() {
	client, gateway := opened()
	defer gateway.Close()
	made := must(client.Merchants.Create(context.Background(), newShop()))
	shop := client.ForMerchant(made.Token) // store the token
	fmt.Println(must(shop.Merchants.Get(context.Background())).Status.Active())
	// Output:
	// false
}

func ExampleMerchantsAPI_SendOTP() {
	client, gateway := opened()
	defer gateway.Close()
	must(client.Merchants.Create(context.Background(), newShop()))
	_, err := client.Merchants.SendOTP(context.Background(), circlepay.SendOTPRequest{Mobile: "+201001414133", CountryCode: "+20"})
	_, sent := gateway.OTP("+201001414133")
	fmt.Println(err, sent)
	// Output:
	// <nil> true
}

func ExampleMerchantsAPI_Verify() {
	client, gateway := opened()
	defer gateway.Close()
	shop := client.ForMerchant(must(client.Merchants.Create(context.Background(), newShop())).Token)
	must(client.Merchants.SendOTP(context.Background(), circlepay.SendOTPRequest{Mobile: "+201001414133", CountryCode: "+20"}))
	otp, _ := gateway.OTP("+201001414133") // from the merchant's phone

	must(client.Merchants.Verify(context.Background(), circlepay.VerifyMerchantRequest{Mobile: "+201001414133", OTP: paygates.NewSecret(otp)}))
	fmt.Println(must(shop.Merchants.Get(context.Background())).Status.Active())
	// Output:
	// true
}

func ExampleMerchantsAPI_Get() {
	client, gateway := opened()
	defer gateway.Close()
	merchant := must(client.Merchants.Get(context.Background()))
	fmt.Println(merchant.Mobile, merchant.Status, merchant.Token)
	// Output:
	// +201000000001 1 [redacted]
}

func ExampleMerchantsAPI_Update() {
	client, gateway := opened()
	defer gateway.Close()
	merchant := must(client.Merchants.Update(context.Background(), circlepay.UpdateMerchantRequest{BusinessName: "Shop and Sons"}))
	fmt.Println(merchant.BusinessName)
	// Output:
	// Shop and Sons
}

func ExampleMerchantsAPI_List() {
	client, gateway := opened()
	defer gateway.Close()
	fmt.Println(len(must(client.Merchants.List(context.Background()))))
	// Output:
	// 1
}

func ExampleMerchant_RawJSON() {
	client, gateway := opened()
	defer gateway.Close()
	fmt.Println(keeps(must(client.Merchants.Get(context.Background())).RawJSON()))
	// Output:
	// true
}

func ExampleMerchantStatus_Active() {
	fmt.Println(circlepay.MerchantActive.Active(), circlepay.MerchantUnverified.Active(), circlepay.MerchantStatus("2").Active())
	// Output:
	// true false false
}

func ExampleMerchantsAPI_EnableGateway() {
	client, gateway := opened()
	defer gateway.Close()
	id, _ := paymob(client)
	fmt.Println(must(client.Merchants.EnableGateway(context.Background(), id)).ID == id)
	_, err := client.Merchants.EnableGateway(context.Background(), "nobody")
	fmt.Println(errors.Is(err, paygates.ErrNotFound))
	// Output:
	// true
	// true
}

func ExampleMerchantsAPI_DisableGateway() {
	client, gateway := opened()
	defer gateway.Close()
	id, _ := paymob(client)
	must(client.Merchants.DisableGateway(context.Background(), id)) // its methods too
	fmt.Println(*must(client.Merchants.ListGateways(context.Background()))[1].Enabled)
	// Output:
	// false
}

func ExampleMerchantsAPI_ListGateways() {
	client, gateway := opened()
	defer gateway.Close()
	for _, g := range must(client.Merchants.ListGateways(context.Background())) {
		fmt.Println(g.Name, *g.Enabled)
	}
	// Output:
	// MyFatoorah true
	// PayMob true
	// Fawry true
}

func ExampleMerchantGateway_ConfigJSON() {
	client, gateway := opened()
	defer gateway.Close()
	settings := must(client.Merchants.ListGateways(context.Background()))[1].ConfigJSON() // keys: do not print them
	fmt.Println(keeps(settings))
	// Output:
	// true
}

func ExampleMerchantGateway_RawJSON() {
	client, gateway := opened()
	defer gateway.Close()
	fmt.Println(keeps(must(client.Merchants.ListGateways(context.Background()))[1].RawJSON()))
	// Output:
	// true
}

func ExampleMerchantsAPI_EnableMethod() {
	client, gateway := opened()
	defer gateway.Close()
	_, id := paymob(client) // its gateway is enabled before
	fmt.Println(must(client.Merchants.EnableMethod(context.Background(), id)).ID == id)
	// Output:
	// true
}

func ExampleMerchantsAPI_DisableMethod() {
	client, gateway := opened()
	defer gateway.Close()
	_, id := paymob(client)
	fmt.Println(must(client.Merchants.DisableMethod(context.Background(), id)).ID == id)
	// Output:
	// true
}

func ExampleMerchantsAPI_ListMethods() {
	client, gateway := opened()
	defer gateway.Close()
	_, id := paymob(client)
	for _, m := range must(client.Merchants.ListMethods(context.Background())) {
		if m.ID == id {
			fmt.Println(m.Name, *m.Enabled)
		}
	}
	// Output:
	// CARD true
}

func ExampleMerchantMethod_RawJSON() {
	client, gateway := opened()
	defer gateway.Close()
	fmt.Println(keeps(must(client.Merchants.ListMethods(context.Background()))[0].RawJSON()))
	// Output:
	// true
}

func ExampleAck_RawJSON() {
	client, gateway := opened()
	defer gateway.Close()
	id, _ := paymob(client)
	fmt.Println(keeps(must(client.Merchants.EnableGateway(context.Background(), id)).RawJSON()))
	// Output:
	// true
}

func ExampleGatewaysAPI_List() {
	client, gateway := opened()
	defer gateway.Close()
	for _, g := range must(client.Gateways.List(context.Background())) {
		fmt.Println(g.Name)
	}
	// Output:
	// MyFatoorah
	// PayMob
	// Fawry
}

func ExampleGatewaysAPI_Get() {
	client, gateway := opened()
	defer gateway.Close()
	id, _ := paymob(client)
	fmt.Println(must(client.Gateways.Get(context.Background(), id)).Name)
	// Output:
	// PayMob
}

func ExampleGateway_RawJSON() {
	client, gateway := opened()
	defer gateway.Close()
	fmt.Println(keeps(must(client.Gateways.List(context.Background()))[0].RawJSON()))
	// Output:
	// true
}

func ExampleMethodsAPI_List() {
	client, gateway := opened()
	defer gateway.Close()
	id, _ := paymob(client)
	fmt.Println(must(client.Methods.List(context.Background(), id))[0].Name)
	// Output:
	// CARD
}

func ExampleMethodsAPI_Get() {
	client, gateway := opened()
	defer gateway.Close()
	gatewayID, id := paymob(client)
	method := must(client.Methods.Get(context.Background(), id))
	fmt.Println(method.Name, method.GatewayID == gatewayID)
	// Output:
	// CARD true
}

func ExampleMethod_RawJSON() {
	client, gateway := opened()
	defer gateway.Close()
	_, id := paymob(client)
	fmt.Println(keeps(must(client.Methods.Get(context.Background(), id)).RawJSON()))
	// Output:
	// true
}

func ExampleCustomersAPI_Create() {
	client, gateway := opened()
	defer gateway.Close()
	fmt.Println(must(client.Customers.Create(context.Background(), circlepay.CreateCustomerRequest{Customer: mona})).ID)
	_, err := client.Customers.Create(context.Background(), circlepay.CreateCustomerRequest{Customer: mona})
	e, _ := errors.AsType[*paygates.Error](err)
	resolution := must(client.Resolve(context.Background(), e.Intent))
	fmt.Println(e.Code, e.Outcome, "-", resolution.Verdict)
	// Output:
	// +201001616166
	// 3111 unknown - executed
}

func ExampleCustomersAPI_Update() {
	client, gateway := opened()
	defer gateway.Close()
	sold(client)
	changed := mona
	changed.City = "Giza"
	must(client.Customers.Update(context.Background(), circlepay.UpdateCustomerRequest{Customer: changed}))
	fmt.Println(must(client.Customers.Get(context.Background(), mona.Mobile)).City)
	// Output:
	// Giza
}

func ExampleCustomersAPI_Get() {
	client, gateway := opened()
	defer gateway.Close()
	_, err := client.Customers.Get(context.Background(), mona.Mobile)
	fmt.Println(errors.Is(err, paygates.ErrNotFound))
	// Output:
	// true
}

func ExampleCustomersAPI_List() {
	client, gateway := opened()
	defer gateway.Close()
	sold(client)
	for _, c := range must(client.Customers.List(context.Background())) {
		fmt.Println(c.FirstName, c.LastName, c.Mobile)
	}
	// Output:
	// Mona Ali +201001616166
}

func ExampleCustomer_RawJSON() {
	client, gateway := opened()
	defer gateway.Close()
	sold(client)
	fmt.Println(keeps(must(client.Customers.Get(context.Background(), mona.Mobile)).RawJSON()))
	// Output:
	// true
}
