package org.jettyferry.node.status;

import java.lang.management.ManagementFactory;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The entry of a node among the beans of the virtual machine; its id keeps nodes apart that live in one. Thread-safe. */
public final class JmxEntry implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(JmxEntry.class.getName());

    private final @Nullable ObjectName name;

    private JmxEntry(@Nullable ObjectName name) {
        this.name = name;
    }

    /** Makes the entry; where that is not possible the node does without, and says so. */
    public static JmxEntry of(NodeStatus status) {
        try {
            ObjectName name = new ObjectName("org.jettyferry:type=Node,id=" + status.getNodeId());
            ManagementFactory.getPlatformMBeanServer().registerMBean(status, name);
            return new JmxEntry(name);
        } catch (JMException | RuntimeException e) {
            LOG.warning("this node is not to be seen over JMX: " + e);
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
            LOG.warning("this node stays among the beans of the virtual machine: " + e);
        }
    }
}
