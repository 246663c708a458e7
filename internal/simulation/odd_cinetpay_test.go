package simulation_test

var cinetpayHistories []cutting

var cinetpayOddities []oddity
