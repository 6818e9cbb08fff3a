package org.jettyferry.node.status;

import java.lang.management.ManagementFactory;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Registers a node as an MBean, under its id, so that several nodes can live in one JVM. Thread-safe. */
public final class JmxEntry implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(JmxEntry.class.getName());

    private final @Nullable ObjectName name;

    private JmxEntry(@Nullable ObjectName name) {
        this.name = name;
    }

    /** Registers a node; if that fails, logs it and returns an empty entry. */
    public static JmxEntry of(NodeStatus status) {
        try {
            ObjectName name = new ObjectName("org.jettyferry:type=Node,id=" + status.getNodeId());
            ManagementFactory.getPlatformMBeanServer().registerMBean(status, name);
            return new JmxEntry(name);
        } catch (JMException | RuntimeException e) {
            LOG.warning("JMX registration failed: " + e);
            return new JmxEntry(null);
        }
    }

    @Override
    public void close() {
        if (name == null) {
            return;
        }
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (JMException | RuntimeException e) {
            LOG.warning("JMX deregistration failed: " + e);
        }
    }
}
