package org.jettyferry.node.status;

import java.util.List;
import java.util.Map;

/** The state of a node over JMX, as {@code org.jettyferry:type=Node,id=…}. Counters start at zero with the node. */
public interface NodeMXBean {
    /**
     * Returns whether a context lives on this node's server, disabled or not. It waits up to five seconds for the
     * look-up of a name that is not known yet.
     *
     * @param name any name of the context
     * @return false also if the registry has no such context
     * @throws IllegalStateException if the registry has not answered in time
     */
    boolean existsInServer(String name);

    /** Returns the key of this node's row in the registry; it changes with each start. */
    String getNodeId();

    String getServerName();

    String getHost();

    String getJettyVersion();

    String getFerryVersion();

    /** Returns the generation of session tables that this Jetty needs. */
    String getGeneration();

    /** Returns why the guard keeps web applications closed and what to do, by context path; empty if none is closed. */
    Map<String, String> getGuarded();

    /** Returns the schema versions that this node works with, such as {@code 5..7}; {@code any} if it declares none. */
    String getSchemaVersions();

    /** Returns why schemata are kept closed for their version and what to do, by their names; empty if none is. */
    Map<String, String> getClosedSchemata();

    String getSettingsFile();

    /** Returns what is wrong with the settings now. */
    List<String> getSettingsProblems();

    /** Returns the registry's URL without secrets. */
    String getRegistryUrl();

    boolean isRegistryReachable();

    String getRegistryProblem();

    String getHeartbeatProblem();

    /** Returns the version of the registry that this node has applied. */
    long getViewVersion();

    /** Returns the milliseconds since the registry was last read. */
    long getViewAge();

    long getPassed();

    /** Returns how many of the passed requests belong to no context of the registry. */
    long getUnknown();

    long getRedirected();

    long getDisabled();

    long getMisdirected();

    /** Returns how many requests are in flight now. */
    long getInFlight();

    /** Returns how many requests are parked now. */
    long getParked();

    /** Returns how many requests were parked so far, including those that still are. */
    long getParkedTotal();

    /** Returns how many requests of closed contexts found no place to be parked, or were parked in vain. */
    long getParkingRefused();

    /** Returns the longest time that a request was parked, in milliseconds. */
    long getLongestParked();

    /** Returns the requests in flight of contexts that are not served here, by context. */
    Map<String, Long> getDraining();

    /** Returns how many queries looked up contexts. */
    long getLookups();

    /** Returns how many names these queries asked for. */
    long getLookedUpNames();

    /** Returns how many attempts to read the registry failed. */
    long getRegistryFailures();

    /** Returns how many contexts are cached now. */
    int getContexts();

    /** Returns how many cached names are not contexts, or not looked up yet. */
    int getStrangers();

    /** Returns the latest rejected requests, newest first. */
    List<String> getRecentDecisions();
}
