package dev.bellwether.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
    @TempDir
    Path directory;

    @Test
    void everyImageHasANameOfItsOwnAndAHeapThatLeavesRoom() {
        assertThat(Catalogue.all()).extracting(ImageSpec::name).doesNotHaveDuplicates();
        for (ImageSpec spec : Catalogue.all()) {
            assertThat(spec.options().stream().filter(option -> option.startsWith("-XX:MaxRAMPercentage=")))
                    .as(spec.name())
                    .allMatch(option -> Integer.parseInt(option.substring(option.indexOf('=') + 1)) <= 70);
        }
        assertThatThrownBy(() -> Catalogue.find("quary")).hasMessageContaining("there is no image quary; there are [");
    }

    @Test
    void theSameFilesMakeTheSameImageWheneverTheyWereWritten() throws Exception {
        // given
        String base = emptyBase();
        ImageSpec spec = Catalogue.find("ingest");
        Stage.Layers layers = layers("one");
        Stage.Layers later = layers("two");
        Files.setLastModifiedTime(
                later.program().resolve("app/java.options"), FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));

        // when
        Path first = directory.resolve("first.tar");
        new ImageWriter(base, "0.1.0", directory.resolve("cache-1")).write(spec, layers, first);
        Path second = directory.resolve("second.tar");
        new ImageWriter(base, "0.1.0", directory.resolve("cache-2")).write(spec, later, second);

        // then
        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    @Test
    void theListOfClassesHasNothingThatDiffersFromRunToRun() {
        assertThat(ClassArchives.lasting(List.of(
                        "java/lang/Object id: 0",
                        "dev/bellwether/process/Program id: 712",
                        "made/AtRunTime id: 5 super: 0 source: file:/x",
                        "dev/bellwether/A$$Lambda/0x1 id: 9",
                        "# a remark",
                        "@lambda-proxy dev/bellwether/A run ()V")))
                .containsExactly(
                        "@lambda-proxy dev/bellwether/A run ()V", "dev/bellwether/process/Program", "java/lang/Object");
    }

    @Test
    void aModuleThatIsNotBuiltIsNamedWithWhatToDo() {
        assertThatThrownBy(() -> new Programs(directory).archives(Catalogue.find("query")))
                .hasMessage("module query is not built; run \"make images\"");
    }

    private Stage.Layers layers(String name) throws Exception {
        Path root = directory.resolve(name);
        Tree.write(root.resolve("runtime/opt/java/release"), "25");
        Tree.write(root.resolve("libraries/app/lib/a.jar"), "a");
        Tree.write(root.resolve("program/app/java.options"), "-XX:+UseSerialGC\n");
        return new Stage.Layers(root.resolve("runtime"), root.resolve("libraries"), root.resolve("program"));
    }

    private String emptyBase() throws Exception {
        Path base = directory.resolve("base.tar");
        Jib.fromScratch()
                .containerize(Containerizer.to(TarImage.at(base).named("base"))
                        .setApplicationLayersCache(directory.resolve("base-cache"))
                        .setBaseImageLayersCache(directory.resolve("base-cache")));
        return "tar://" + base;
    }
}
