package io.fairlead.server.volumes;

/**
 * What is to be mounted.
 *
 * @param volume the volume's name, for messages
 * @param root the folder behind it on this node, absolute, given by an administrator or the account database
 * @param path the way down from there, which the user chose
 * @param create whether folders of {@code path} that do not exist are made, as the user
 * @param readOnly whether the container may only read it
 */
public record VolumeSource(String volume, String root, SubPath path, boolean create, boolean readOnly) {}
