/*
 * What the tables of the catalogue ask beyond kinds and ranges.
 */
#ifndef FORMATS_CATALOGUE_CHECKS_H
#define FORMATS_CATALOGUE_CHECKS_H

#include "formats/catalogue.h"

bool is_registry(struct text text);    /* host[:port][/part]… */
bool is_image(struct text text);       /* [host:port/]part[/part]… */
bool is_health(struct text text);      /* begins with '/', no blank */
bool is_region(struct text text);      /* eu-central-1 */
bool is_metric_name(struct text text); /* [a-z0-9-]{1,63} */
bool is_query(struct text text);       /* each {{ begins one of the four placeholders */
bool is_data_key(struct text text);    /* [-._a-zA-Z0-9]{1,253} */

int check_version(struct yaml_walk *walk);
int check_service(struct yaml_walk *walk, const struct yaml_node *map, void *service);
int check_coverage(struct yaml_walk *walk, const struct yaml_node *map, void *coverage);
int check_metric(struct yaml_walk *walk, const struct yaml_node *map, void *metric);
int check_secret(struct yaml_walk *walk, const struct yaml_node *map, void *secret);

#endif
