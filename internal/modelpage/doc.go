// Package modelpage is what the models' pages for payers share: a look, the parts that all have, and answers with which a browser may load nothing.
//
// Only models use it. A page may use the templates "head" (the first lines of its head), "style" and "said" (a mark, .Title and .Text, by .Tone); what is its own it styles behind them.
package modelpage
