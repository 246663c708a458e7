// Package strictjson reads and writes JSON for the models: it refuses what a careless client could send unseen, and writes what the gateways' samples show.
//
// Only models use it. It stands on encoding/json and shares nothing with the decoder of the clients, so that one mistake cannot stand on both sides.
package strictjson
