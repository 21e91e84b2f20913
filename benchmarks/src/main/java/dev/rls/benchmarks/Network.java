package dev.rls.benchmarks;

/** What lies between driver and server. */
enum Network {
    /** Nothing: the loopback interface. */
    DIRECT("direct", 0),
    /** A proxy that only hands on. */
    PROXY("0 ms", 0),
    /** A proxy that adds a millisecond to each round trip. */
    DELAYED("1 ms", 1_000_000);

    private final String label;
    private final long nanos;

    Network(String label, long nanos) {
        this.label = label;
        this.nanos = nanos;
    }

    String label() {
        return label;
    }

    long nanos() {
        return nanos;
    }
}
