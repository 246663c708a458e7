package simulation_test

var bizonHistories []cutting

var bizonOddities []oddity
