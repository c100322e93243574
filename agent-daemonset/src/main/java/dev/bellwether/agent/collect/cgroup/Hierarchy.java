package dev.bellwether.agent.collect.cgroup;

import dev.bellwether.agent.collect.read.FileText;
import java.io.IOException;
import java.util.List;

/** A version of control groups: where its trees are and how the files of a group are read. */
interface Hierarchy {
    /** The directories of the trees; a group may be in some of them only. */
    List<String> roots();

    /**
     * Reads what there is of a group; what is not there stays absent.
     *
     * @throws IOException where a file shows something else than expected
     */
    void read(ControlGroup group, FileText text) throws IOException;
}
