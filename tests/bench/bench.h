/* What every benchmark shares: a clock, quantiles, and the one form in which figures are reported: a ratio against a named
 * limit, the median of several rounds in one call. Ratios of the same call survive a busy or a slow machine; bare times do not.
 */
#ifndef LANYARD_BENCH_H
#define LANYARD_BENCH_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BENCH_ROUNDS = 5 };

/* Microseconds. */
static inline double bench_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static inline int bench_order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Sorts the samples; q from 0 to 1. */
static inline double bench_quantile(double *samples, size_t count, double q)
{
	if (count == 0)
		return NAN;
	qsort(samples, count, sizeof *samples, bench_order);
	return samples[(size_t)(q * (double)(count - 1) + 0.5)];
}

static inline double bench_median(double *rounds)
{
	return bench_quantile(rounds, BENCH_ROUNDS, 0.5);
}

enum bench_goal { AT_MOST, AT_LEAST, REPORTED };

/* One line of the table; counts a goal that was not met in *missed. */
static inline void bench_row(const char *figure, double ours, double limit, const char *unit, double ratio,
			     enum bench_goal goal, double target, int *missed)
{
	bool met = goal == REPORTED || (goal == AT_MOST ? ratio <= target : ratio >= target);
	char wanted[32] = "reported";
	if (goal != REPORTED)
		snprintf(wanted, sizeof wanted, "%s %g x", goal == AT_MOST ? "<=" : ">=", target);
	printf("| %-58s | %10.4g %-4s | %10.4g %-4s | %8.3g x | %-10s | %-3s |\n", figure, ours, unit, limit, unit, ratio,
	       wanted,
	       goal == REPORTED ? "-"
	       : met            ? "yes"
				: "NO");
	fflush(stdout);
	if (!met)
		(*missed)++;
}

/* Ends a benchmark that cannot go on. */
#define BENCH_MUST(condition, err) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "bench: %s: %s\n", #condition, (err).text); \
			exit(1); \
		} \
	} while (0)

#endif
