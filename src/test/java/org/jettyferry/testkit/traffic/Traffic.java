package org.jettyferry.testkit.traffic;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Steady traffic: browsers and programs of several contexts, all coming to one balancer, until it is closed. */
public final class Traffic implements AutoCloseable {
    /** Long enough to leave the nodes most of a small machine's time. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Duration pause;
    private final boolean oneStore;
    private final Answers answers = new Answers();
    private final List<VirtualUser> users = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Lets users come: for each context two browsers and a program.
     *
     * @param balancer the address that the users know
     * @param contexts the contexts, which are first segments of the path
     * @return the traffic, running
     */
    public static Traffic to(URI balancer, List<String> contexts) {
        return to(balancer, contexts, new Traffic(PAUSE, false));
    }

    /**
     * Lets users come whose sessions are to follow their context to another server.
     *
     * @param balancer the address that the users know
     * @param contexts the contexts, which are first segments of the path
     * @param pause of each user between two visits
     * @return the traffic, running
     */
    public static Traffic following(URI balancer, List<String> contexts, Duration pause) {
        return to(balancer, contexts, new Traffic(pause, true));
    }

    private static Traffic to(URI balancer, List<String> contexts, Traffic traffic) {
        for (String context : contexts) {
            traffic.add("ann of " + context, context, VirtualUser.Client.BROWSER, balancer);
            traffic.add("ben of " + context, context, VirtualUser.Client.BROWSER, balancer);
            traffic.add("bot of " + context, context, VirtualUser.Client.PROGRAM, balancer);
        }
        traffic.threads.forEach(Thread::start);
        return traffic;
    }

    /**
     * Gives what they were answered.
     *
     * @return all answers, and those that still come
     */
    public Answers answers() {
        return answers;
    }

    /** Stops when every user has had the last answer. */
    @Override
    public void close() {
        users.forEach(VirtualUser::stop);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Traffic(Duration pause, boolean oneStore) {
        this.pause = pause;
        this.oneStore = oneStore;
    }

    private void add(String name, String context, VirtualUser.Client client, URI balancer) {
        VirtualUser user = new VirtualUser(name, context, client, balancer, pause, answers::add, oneStore);
        users.add(user);
        Thread thread = new Thread(user, name);
        thread.setDaemon(true);
        threads.add(thread);
    }
}
