package dev.bellwether.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestMatchTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "what others add | {'spec':{'a':1}} | {'spec':{'a':1,'b':2},'status':{}} | ",
                "another value | {'spec':{'a':1}} | {'spec':{'a':2}} | /spec/a: wanted 1, found 2",
                "a missing field | {'spec':{'a':1}} | {'spec':{}} | /spec/a: wanted, not there",
                "the same quantity | {'m':'1024Mi'} | {'m':'1Gi'} | ",
                "another quantity | {'m':'1Gi'} | {'m':'2Gi'} | /m: wanted '1Gi', found '2Gi'",
                "empties that are not kept | {'a':{},'b':[],'c':false} | {} | ",
                "entries in another order | {'env':[{'name':'A','value':'1'},{'name':'B','value':'2'}]} | {'env':[{'name':'B','value':'2'},{'name':'X'},{'name':'A','value':'1'}]} | ",
                "an entry that is gone | {'env':[{'name':'A','value':'1'}]} | {'env':[{'name':'B','value':'1'}]} | /env/A: wanted, not there",
                "plain lists in order | {'args':['a','b']} | {'args':['a','c']} | /args/1: wanted 'b', found 'c'",
                "a longer plain list | {'args':['a']} | {'args':['a','b']} | /args: wanted 1 entries, found 2",
                "ports of one number | {'ports':[{'port':53,'protocol':'UDP'},{'port':53,'protocol':'TCP'}]} | {'ports':[{'port':53,'protocol':'UDP'},{'port':53,'protocol':'TCP'}]} | "
            })
    void whatTheManifestAsksForMustBeThere(String what, String wanted, String live, String difference)
            throws JsonProcessingException {
        assertThat(ManifestMatch.difference(json(wanted), json(live)).orElse(null))
                .as(what)
                .isEqualTo(difference == null ? null : difference.replace('\'', '"'));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
