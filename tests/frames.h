/* Pictures as a camera would take them of a code: on paper or on a phone, turned, tilted, blurred, in noise and glare. Drawn by
 * following the ray of each pixel back to the sheet; the same seed gives the same picture everywhere. */
#ifndef LANYARD_TESTS_FRAMES_H
#define LANYARD_TESTS_FRAMES_H

#include "badge/qr.h"
#include "device/frame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct shot {
	const char *name;
	double pixels;   /* a module, where it is nearest */
	double tilt;     /* degrees, in any direction */
	double blur;     /* sigma in pixels */
	double motion;   /* pixels */
	double noise;    /* sigma in shades */
	double contrast; /* 0 … 1; 0 stands for 1 */
	double glare;    /* share of the code's width that a lamp's reflection covers */
	bool phone;      /* a lit screen: its own pixels beat with the camera's, and its black is not black */
	bool inverted;   /* light modules on a dark sheet */
};

enum { SHOT_W = 640, SHOT_H = 480, SHOT_STEPS = 2 };

static inline uint32_t shot_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* -1 … 1 */
static inline double shot_part(uint32_t *seed)
{
	return shot_random(seed) / 2147483648.0 - 1;
}

/* Where the sheet lies: three unit vectors (right, down and away on the sheet), and its middle. */
struct shot_place {
	double right[3], down[3], away[3], middle[3], lens;
};

static inline double shot_dot(const double *a, const double *b)
{
	return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static inline struct shot_place shot_place(const struct shot *shot, uint32_t *seed)
{
	struct shot_place place = {.lens = 700};
	double turn = 3.14159265 * shot_part(seed), around = 3.14159265 * shot_part(seed);
	double tilt = shot->tilt * 3.14159265 / 180 * (0.75 + 0.25 * shot_part(seed));
	double ct = cos(turn), st = sin(turn), ca = cos(around), sa = sin(around), c = cos(tilt), s = sin(tilt);
	/* a turn in its own plane, then a tilt about the axis (ca, sa, 0) */
	double flat[2][3] = {{ct, st, 0}, {-st, ct, 0}};
	for (int i = 0; i < 2; i++) {
		double along = flat[i][0] * ca + flat[i][1] * sa, across = -flat[i][0] * sa + flat[i][1] * ca;
		double *to = i ? place.down : place.right;
		to[0] = along * ca - across * c * sa;
		to[1] = along * sa + across * c * ca;
		to[2] = across * s;
	}
	for (int i = 0; i < 3; i++)
		place.away[i] = place.right[(i + 1) % 3] * place.down[(i + 2) % 3] -
				place.right[(i + 2) % 3] * place.down[(i + 1) % 3];
	place.middle[2] = place.lens / shot->pixels;
	place.middle[0] = 40 * shot_part(seed) / shot->pixels;
	place.middle[1] = 30 * shot_part(seed) / shot->pixels;
	return place;
}

/* The shade at a point of the picture. */
static inline double shot_shade(const struct shot *shot, const struct shot_place *place, const struct qr *qr, double x,
				double y)
{
	double ray[3] = {x / place->lens, y / place->lens, 1}, on[3];
	double wall = 105 + x / 16 + y / 20 + 8 * sin(x / 23) * sin(y / 31);
	double across = shot_dot(place->away, ray);
	double far = across != 0 ? shot_dot(place->away, place->middle) / across : -1;
	if (far <= 0)
		return wall;
	for (int i = 0; i < 3; i++)
		on[i] = ray[i] * far - place->middle[i];
	double u = shot_dot(on, place->right) + qr->side / 2.0, v = shot_dot(on, place->down) + qr->side / 2.0;
	int margin = QR_QUIET + 2;
	if (u < -margin || v < -margin || u >= qr->side + margin || v >= qr->side + margin)
		return wall;
	bool code = u >= 0 && v >= 0 && u < qr->side && v < qr->side;
	bool dark = code && qr_dark(qr, (int)u, (int)v);
	double black = shot->phone ? 48 : 28, white = shot->phone ? 205 : 222,
	       contrast = shot->contrast > 0 ? shot->contrast : 1;
	double shade = dark != shot->inverted ? black : white;
	shade = 125 + (shade - 125) * contrast;
	double from = hypot(u - qr->side * 0.7, v - qr->side * 0.35) / (qr->side / 2.0);
	if (shot->glare > 0 && from < shot->glare)
		shade += (255 - shade) * (1 - from / shot->glare) * 1.6;
	return shade > 255 ? 255 : shade;
}

/* The beat between the pixels of a phone and those of the camera: bands a dozen pixels wide, at a slant. */
static inline double shot_beat(int x, int y)
{
	return 1 + 0.16 * sin(x * 0.61 + y * 0.13) + 0.12 * sin(y * 0.53 - x * 0.09);
}

static inline void shot_smear(double *shades, const double *weights, int reach, bool down)
{
	enum { LONGEST = SHOT_W };
	double line[LONGEST];
	int lines = down ? SHOT_W : SHOT_H, n = down ? SHOT_H : SHOT_W, step = down ? SHOT_W : 1, next = down ? 1 : SHOT_W;
	for (int l = 0; l < lines; l++) {
		double *at = shades + l * next;
		for (int i = 0; i < n; i++) {
			line[i] = 0;
			for (int k = -reach; k <= reach; k++) {
				int j = i + k < 0 ? 0 : i + k >= n ? n - 1 : i + k;
				line[i] += weights[k + reach] * at[j * step];
			}
		}
		for (int i = 0; i < n; i++)
			at[i * step] = line[i];
	}
}

static inline void shot_blur(double *shades, double sigma, double motion)
{
	enum { REACH = 12 };
	double weights[2 * REACH + 1], sum = 0;
	for (int k = -REACH; sigma > 0 && k <= REACH; k++)
		sum += weights[k + REACH] = exp(-k * k / (2 * sigma * sigma));
	for (int k = 0; sigma > 0 && k <= 2 * REACH; k++)
		weights[k] /= sum;
	if (sigma > 0) {
		shot_smear(shades, weights, REACH, false);
		shot_smear(shades, weights, REACH, true);
	}
	int half = (int)(motion / 2);
	for (int k = -REACH; motion > 0 && k <= REACH; k++)
		weights[k + REACH] = k >= -half && k <= half ? 1.0 / (2 * half + 1) : 0;
	if (motion > 0)
		shot_smear(shades, weights, REACH, false);
}

/* A picture of `text`. */
static inline bool shot_take(const struct shot *shot, const char *text, uint32_t seed, struct frame *out)
{
	struct qr qr;
	double *shades = malloc(sizeof *shades * SHOT_W * SHOT_H);
	seed = seed * 2654435761u + 1;
	bool ok = shades && qr_make(text, &qr) && frame_size(out, SHOT_W, SHOT_H, NULL);
	for (int i = 0; i < 16; i++)
		shot_random(&seed);
	struct shot_place place = shot_place(shot, &seed);
	for (int i = 0; ok && i < SHOT_W * SHOT_H; i++) {
		int x = i % SHOT_W, y = i / SHOT_W;
		double sum = 0;
		for (int down = 0; down < SHOT_STEPS; down++)
			for (int right = 0; right < SHOT_STEPS; right++)
				sum += shot_shade(shot, &place, &qr, x - SHOT_W / 2.0 + (right + 0.5) / SHOT_STEPS,
						  y - SHOT_H / 2.0 + (down + 0.5) / SHOT_STEPS);
		shades[i] = sum / (SHOT_STEPS * SHOT_STEPS) * (shot->phone ? shot_beat(x, y) : 1);
	}
	if (ok)
		shot_blur(shades, shot->blur, shot->motion);
	for (int i = 0; ok && i < SHOT_W * SHOT_H; i++) {
		double noise = 0;
		for (int k = 0; shot->noise > 0 && k < 4; k++)
			noise += shot_part(&seed);
		double shade = shades[i] + noise * 0.866 * shot->noise;
		out->gray[i] = (uint8_t)(shade < 0 ? 0 : shade > 255 ? 255 : shade);
	}
	free(shades);
	return ok;
}

#endif
