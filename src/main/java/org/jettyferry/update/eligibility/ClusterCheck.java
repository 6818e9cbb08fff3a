package org.jettyferry.update.eligibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jettyferry.update.eligibility.Finding.NotChecked;
import org.jettyferry.update.eligibility.Finding.Obstacle;
import org.jettyferry.update.eligibility.Site.SiteNode;

/**
 * Checks whether living nodes of two servers are in one cluster of the application. The nodes of a server share one
 * version, so these have two.
 */
final class ClusterCheck {
    private ClusterCheck() {}

    static List<Finding> findings(Optional<Site> site) {
        if (site.isEmpty()) {
            return List.of(notChecked("without a registry nothing is known of the living nodes"));
        }
        Map<String, List<SiteNode>> clusters = site.get().nodes().stream()
                .filter(node -> !node.cluster().isEmpty())
                .collect(Collectors.groupingBy(SiteNode::cluster, TreeMap::new, Collectors.toList()));
        if (clusters.isEmpty()) {
            return List.of(notChecked("no living node names its cluster; set clusterName in server.properties"));
        }
        List<Finding> findings = new ArrayList<>();
        clusters.forEach((name, nodes) -> {
            if (nodes.stream().map(SiteNode::server).distinct().count() > 1) {
                findings.add(obstacle(name, nodes));
            }
        });
        return findings;
    }

    private static Finding obstacle(String cluster, List<SiteNode> nodes) {
        return new Obstacle(
                Check.CLUSTER,
                "nodes of several servers, which have different versions, are in one cluster " + cluster + ": "
                        + nodes.stream().map(SiteNode::description).collect(Collectors.joining("; ")),
                "Let the nodes of each server form a cluster with a name of its own, such as " + cluster
                        + "-2, and set clusterName to it.");
    }

    private static Finding notChecked(String why) {
        return new NotChecked(Check.CLUSTER, why);
    }
}
