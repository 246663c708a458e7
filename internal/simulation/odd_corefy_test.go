package simulation_test

var corefyHistories []cutting

var corefyOddities []oddity
