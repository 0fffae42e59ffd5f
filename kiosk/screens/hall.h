/* The hall as far as booth numbers tell it: "B12" is the 12th booth of row B. */
#ifndef LANYARD_SCREENS_HALL_H
#define LANYARD_SCREENS_HALL_H

#include "app.h"

/* Fills in rows and columns of the map from the booths of all employers; false if there is no booth that can be placed. */
bool hall_read(struct store *store, struct floor_map *map);
/* Where a booth is; false if its number does not say. */
bool hall_find(const struct floor_map *map, const char *booth, int *row, int *column);

#endif
