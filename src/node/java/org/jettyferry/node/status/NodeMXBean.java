package org.jettyferry.node.status;

import java.util.List;
import java.util.Map;

/** What a node shows over JMX, as {@code org.jettyferry:type=Node,id=…}. Counters begin with the node. */
public interface NodeMXBean {
    /**
     * Whether a context lives on this node's own server, disabled or not. A name that was not asked for yet is looked up,
     * which may take as long as the registry does, five seconds at most.
     *
     * @param name any name of the context
     * @return false also if the registry has no such context
     * @throws IllegalStateException if the registry has not answered in time
     */
    boolean existsInServer(String name);

    /** The key of this node's row in the registry; another one after each start. */
    String getNodeId();

    String getServerName();

    String getHost();

    String getJettyVersion();

    String getFerryVersion();

    /** The generation of session tables that this Jetty needs. */
    String getGeneration();

    /** Why web applications are kept closed by the guard and what to do about it, by context path; empty if none is. */
    Map<String, String> getGuarded();

    String getSettingsFile();

    /** What is wrong with the settings now. */
    List<String> getSettingsProblems();

    /** The registry's URL, without secrets. */
    String getRegistryUrl();

    boolean isRegistryReachable();

    String getRegistryProblem();

    String getHeartbeatProblem();

    /** The version of the registry that this node obeys. */
    long getViewVersion();

    /** Milliseconds since the registry was last read. */
    long getViewAge();

    long getPassed();

    /** Those of the passed for which the registry has no context. */
    long getUnknown();

    long getRedirected();

    long getDisabled();

    long getMisdirected();

    /** Requests in flight now. */
    long getInFlight();

    /** Requests in flight now of contexts that are not served here, by context. */
    Map<String, Long> getDraining();

    /** Queries that looked up contexts. */
    long getLookups();

    /** Names that these queries asked for. */
    long getLookedUpNames();

    /** Attempts to read the registry that failed. */
    long getRegistryFailures();

    /** Contexts remembered now. */
    int getContexts();

    /** Names remembered now that are no context's, or not looked up yet. */
    int getStrangers();

    /** The latest requests that were not let through, the latest first. */
    List<String> getRecentDecisions();
}
