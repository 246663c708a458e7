// Package ordergate speaks the platform that CIBPay and Bizon both run: its
// requests, its two families of answers, its errors, and the rules by which an
// answer proves that money moved or that it did not. The gateway packages
// declare their own public types and rows and convert; what they share stands
// here once.
package ordergate
