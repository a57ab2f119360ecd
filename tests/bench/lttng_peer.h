// SPDX-FileCopyrightText: 2026 The Interleave authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An event of ours as an LTTng tracepoint: the same 24 bytes, with LTTng's own time stamp. Included several times over,
// as LTTng's headers want it: hence no #pragma once.

#undef LTTNG_UST_TRACEPOINT_PROVIDER
#define LTTNG_UST_TRACEPOINT_PROVIDER interleave_bench

#undef LTTNG_UST_TRACEPOINT_INCLUDE
#define LTTNG_UST_TRACEPOINT_INCLUDE "lttng_peer.h"

#if !defined(INTERLEAVE_BENCH_LTTNG_PEER_H) || defined(LTTNG_UST_TRACEPOINT_HEADER_MULTI_READ)
#define INTERLEAVE_BENCH_LTTNG_PEER_H

#include <cstdint>
#include <lttng/tracepoint.h>

LTTNG_UST_TRACEPOINT_EVENT(interleave_bench, access,
    LTTNG_UST_TP_ARGS(uint32_t, object, uint32_t, site, uint64_t, a, uint64_t, b),
    LTTNG_UST_TP_FIELDS(
        lttng_ust_field_integer(uint32_t, object, object)
        lttng_ust_field_integer(uint32_t, site, site)
        lttng_ust_field_integer(uint64_t, a, a)
        lttng_ust_field_integer(uint64_t, b, b)))

#endif

#include <lttng/tracepoint-event.h>
