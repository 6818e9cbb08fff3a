package org.jettyferry.node.park;

/** A request that can wait without a thread. Equal to itself alone. */
public interface Waiting {
    /** The attribute of a request that has waited, or could have: it must not wait once more. */
    String ATTRIBUTE = "org.jettyferry.node.waited";

    /**
     * Lets go of the thread. It is called once, on the request's own thread, before the request waits.
     *
     * @param millis how long it waits at most
     * @param gone to be run if the client goes away meanwhile, so that the place becomes free
     * @throws RuntimeException if this request cannot wait; then it goes on
     */
    void suspend(long millis, Runnable gone);

    /** Lets the request go on, on a thread of the server. It is called once at most, and returns at once. */
    void resume();

    /** Notes that this request could have waited but found no place, so that nobody makes it wait later. */
    void noPlace();
}
