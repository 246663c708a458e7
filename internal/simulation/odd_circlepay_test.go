package simulation_test

var circlepayHistories []cutting

var circlepayOddities []oddity
