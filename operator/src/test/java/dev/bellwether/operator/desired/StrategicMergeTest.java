package dev.bellwether.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategicMergeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "objects are merged | {'a':{'x':1,'y':2}} | {'a':{'y':3}} | {'a':{'x':1,'y':3}}",
                "null removes | {'a':1,'b':2} | {'a':null} | {'b':2}",
                "entries are merged by name | {'containers':[{'name':'q','image':'1','tty':true}]} | {'containers':[{'name':'q','image':'2'}]} | {'containers':[{'name':'q','image':'2','tty':true}]}",
                "entries are added | {'env':[{'name':'A'}]} | {'env':[{'name':'B'}]} | {'env':[{'name':'A'},{'name':'B'}]}",
                "entries are deleted | {'env':[{'name':'A'},{'name':'B'}]} | {'env':[{'name':'A','$patch':'delete'}]} | {'env':[{'name':'B'}]}",
                "mounts go by their path | {'volumeMounts':[{'mountPath':'/a','name':'x'}]} | {'volumeMounts':[{'mountPath':'/a','name':'y'}]} | {'volumeMounts':[{'mountPath':'/a','name':'y'}]}",
                "other lists are replaced | {'tolerations':[{'key':'a'}]} | {'tolerations':[{'key':'b'}]} | {'tolerations':[{'key':'b'}]}",
                "objects can be replaced | {'affinity':{'x':1}} | {'affinity':{'$patch':'replace','y':2}} | {'affinity':{'y':2}}"
            })
    void overlaysAreLaidOver(String what, String base, String overlay, String result) throws JsonProcessingException {
        // given
        ObjectNode before = json(base);

        // when
        ObjectNode merged = StrategicMerge.merge(before, json(overlay));

        // then
        assertThat(merged).as(what).isEqualTo(json(result));
        assertThat(before).isEqualTo(json(base));
    }

    @Test
    void anEntryWithoutItsKeyIsRefused() throws JsonProcessingException {
        ObjectNode base = json("{'env':[{'name':'A'}]}");
        ObjectNode overlay = json("{'env':[{'value':'1'}]}");
        assertThatThrownBy(() -> StrategicMerge.merge(base, overlay))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"name\"");
    }

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }
}
