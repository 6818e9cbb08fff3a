/**
 * Reads {@code server.properties} and notices when it changes.
 *
 * <p>{@code SettingsWatch} reads the file each second. It uses no WatchService, because bind mounts, network drives and
 * Kubernetes' swapped links give no notice. A change counts when the file has stayed the same for a second: its writer may
 * be in the middle of it, and half of a file is a file with settings removed.
 *
 * <p>Hazards: a value that is not usable leaves the previous one in force and is reported, without the value where it may
 * hold a secret. A file that is gone, empty or no text changes nothing. The environment wins over the file.
 */
@NullMarked
package org.jettyferry.node.settings;

import org.jspecify.annotations.NullMarked;
