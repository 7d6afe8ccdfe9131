using Glia.Experiments;

namespace Glia.Tests.Experiments;

public class ExperimentErrorTests
{
    private const string Body = "\"data\": {\"source\": \"mnist\"},\n\"network\": [],\n";

    [Theory]
    [InlineData("", "e.json is empty; an experiment is one JSON object {…}.")]
    [InlineData("[]", "e.json: an experiment is one JSON object {…}, and this text is something else.")]
    [InlineData("{\n\"seed\": 1\n\"data\": 2}", "e.json line 3: this is not valid JSON: '\"' is invalid after a value. Expected either " +
        "',', '}', or ']'.")]
    [InlineData("{\n\"seed\": 1,\n\n\"seed\": 2}", "e.json line 4: the key 'seed' stands a second time in the same object (first on line " +
        "2); keep one of the two.")]
    [InlineData("{\"network\": []}", "e.json line 1: the experiment needs data; write for example \"data\": {\"source\": \"mnist\"}.")]
    [InlineData("{\n\"data\":\n{}}", "e.json line 3: data needs source; write for example \"source\": \"mnist\".")]
    [InlineData("{\"data\": {\"source\": \"mnist\"}}", "e.json line 1: the experiment needs network; write for example a list of layers: " +
        "\"network\": [{\"class_name\": \"Dense\", \"units\": 10}].")]
    [InlineData("{\"data\": {\"source\": \"mnist\"}, \"network\": [\n{\"units\": 3}]}",
        "e.json line 2: network[0] has no class_name; write which layer it is: \"class_name\": \"Dense\".")]
    [InlineData("{\"data\": {\"source\": \"mnist\"}, \"network\": [\n5]}",
        "e.json line 1: network is 5; it must be a name in quotes or an object {\"class_name\": …}.")]
    [InlineData("{\n" + Body + "\"sed\": 1}", "e.json line 4: unknown key 'sed'; did you mean 'seed'?")]
    [InlineData("{\n" + Body + "\"seed\": -1}", "e.json line 4: seed is -1; it must be from 0 to 4294967295.")]
    [InlineData("{\n" + Body + "\"seed\": 1.5}", "e.json line 4: seed is 1.5; it must be a whole number.")]
    [InlineData("{\n" + Body + "\"seed\": 1e999}", "e.json line 4: seed is 1e999; it must be a whole number.")]
    [InlineData("{\n" + Body + "\"training\": []}", "e.json line 4: training is a list; it must be an object {…}.")]
    [InlineData("{\n" + Body + "\"training\": {\n\"batchsize\": 1}}",
        "e.json line 5: unknown key 'batchsize' in training; did you mean 'batch_size'?")]
    [InlineData("{\n" + Body + "\"training\": {\n\"batch_size\": 0}}", "e.json line 5: training.batch_size is 0; it must be at least 1.")]
    [InlineData("{\n" + Body + "\"training\": {\n\"epochs\": 1e12}}",
        "e.json line 5: training.epochs is 1000000000000; it must be at most 2147483647.")]
    [InlineData("{\n" + Body + "\"training\": {\n\"optimizer\": {\"class_name\": \"SGD\", \"learning_rate\": 1e40}}}",
        "e.json line 5: training.optimizer (SGD): 'learning_rate' must be a number that float32 can hold, at most 3.4e38, not 1e40.")]
    [InlineData("{\"data\": {\"source\": \"mnist\"}, \"network\": [\n{\"class_name\": \"LeakyReLU\", \"negative_slope\": 1e50}]}",
        "e.json line 2: network[0] (LeakyReLU): 'negative_slope' must be a number that float32 can hold, at most 3.4e38, not 1e50.")]
    [InlineData("{\n" + Body + "\"training\": {\n\"epochs\": \"5\"}}",
        "e.json line 5: training.epochs is \"5\"; it must be a whole number.")]
    [InlineData("{\n" + Body + "\"training\": {\n\"shuffle\": 1}}", "e.json line 5: training.shuffle is 1; it must be true or false.")]
    [InlineData("{\n" + Body + "\"training\": {\n\"sampling\": \"randon\"}}",
        "e.json line 5: training.sampling is 'randon'; did you mean 'random'?")]
    [InlineData("{\n" + Body + "\"training\": {\n\"validation_split\": 1}}",
        "e.json line 5: training.validation_split is 1, which leaves no row to train on; it must be below 1.")]
    [InlineData("{\n" + Body + "\"training\": {\n\"optimizer\": 3}}",
        "e.json line 5: training.optimizer is 3; it must be a name in quotes or an object {\"class_name\": …}.")]
    [InlineData("{\n" + Body +
        "\"training\": {\"loss\": {\"class_name\": \"binary_crossentropy\", \"from_logits\": true},\n\"from_logits\": false}}",
        "e.json line 5: training.from_logits says the opposite of the from_logits inside training.loss; keep one of the two.")]
    [InlineData("{\n" + Body + "\"training\": {\"early_stopping\": {\n\"patiens\": 1}}}",
        "e.json line 5: unknown key 'patiens' in training.early_stopping; did you mean 'patience'?")]
    [InlineData("{\n" + Body + "\"training\": {\"early_stopping\": {\n\"patience\": 1}}}", "e.json line 4: training.early_stopping " +
        "watches val_loss, but there is no validation part; set validation_split or validation_data (\"standard\" for the source's own " +
        "part), or watch \"loss\".")]
    [InlineData("{\n" + Body + "\"training\": {\"optimizer\": {\"class_name\": \"SGD\",\n\n\"learning_rte\": 1}}}",
        "e.json line 6: training.optimizer (SGD): unknown key 'learning_rte'; did you mean 'learning_rate'?")]
    [InlineData("{\n" + Body + "\"training\": {\"optimizer\": {\"class_name\": \"SGD\", \"config\": {\n\"momentum\": 2}}}}",
        "e.json line 5: training.optimizer (SGD): 'momentum' must be between 0 and 1, not 2.")]
    [InlineData("{\n" + Body + "\"training\": {\n\"optimizer\": \"Adm\"}}",
        "e.json line 5: training.optimizer: unknown optimizer 'Adm'; did you mean 'Adam'?")]
    [InlineData("{\n" + Body + "\"training\": {\n\"loss\": \"mean_sqared_error\"}}",
        "e.json line 5: training.loss: unknown loss 'mean_sqared_error'; did you mean 'mean_squared_error'?")]
    [InlineData("{\n" + Body + "\"training\": {\n\"metrics\": [\"acuracy\"]}}",
        "e.json line 5: training.metrics: unknown metric 'acuracy'; did you mean 'accuracy'?")]
    [InlineData("{\"data\": {\"source\": \"mnist\"}, \"network\": [\n{\"class_name\": \"Dense\",\n\"unit\": 3}]}",
        "e.json line 2: network[0] (Dense): 'units' is missing.")]
    [InlineData("{\"data\": {\"source\": \"mnist\"}, \"network\": [\n{\"class_name\": \"Dense\", \"units\": 3,\n\"activaton\": \"relu\"}]}",
        "e.json line 3: network[0] (Dense): unknown key 'activaton'; did you mean 'activation'?")]
    [InlineData("{\"data\": {\"source\": \"mnist\"}, \"network\": [\n{\"class_name\": \"Dense\", \"units\": 3, \"activation\": \"rleu\"}]}",
        "e.json line 2: network[0] (Dense): unknown activation 'rleu'; did you mean 'relu'?")]
    [InlineData("{\"data\": {\"source\": \"mnist\"}, \"network\": [{\n\"class_name\": \"Danse\"}]}",
        "e.json line 2: network[0]: unknown layer 'Danse'; did you mean 'Dense'?")]
    [InlineData("{\"network\": [], \"data\": {\"source\": \"mnist\",\n\"scale\": \"zscore\"}}",
        "e.json line 2: data.scale is 'zscore'; known are minmax, none, standardize, unit.")]
    [InlineData("{\"network\": [], \"data\": {\"source\": \"mnist\",\n\"split\": \"sklearn\"}}",
        "e.json line 2: data.split is \"sklearn\"; it must be \"standard\", \"none\" or an object {\"test_size\": …}.")]
    [InlineData("{\"network\": [], \"data\": {\"source\": \"mnist\",\n\"split\": {\"test_size\": 1.5}}}",
        "e.json line 2: data.split.test_size is a fraction between 0 and 1, or a whole number of rows.")]
    [InlineData("{\"network\": [], \"data\": {\"source\": \"mnist\",\n\"split\": {\"testsize\": 0.5}}}",
        "e.json line 2: unknown key 'testsize' in data.split; did you mean 'test_size'?")]
    [InlineData("{\"network\": [], \"data\": {\"source\": \"mnist\",\n\"inputs\": {}}}",
        "e.json line 2: data.inputs is an object; it must be a name or a list of names.")]
    [InlineData("{\"data\": {\"source\": \"mnist\"}, \"network\": [{\"class_name\": \"Dense\", \"units\": 3, \"config\": {\n\"units\": " +
        "4}}]}", "e.json line 2: 'units' stands both beside and inside \"config\"; keep one of the two.")]
    [InlineData("{\"data\": {\"source\": \"mnist\"}, \"network\": [{\"class_name\": \"Dense\",\n\"dtype\": \"float64\"}]}",
        "e.json line 2: dtype is 'float64'; Glia computes in float32, so leave dtype out.")]
    public void Says_what_where_and_what_to_do(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<GliaException>(() => Experiment.Parse("e.json", text)).Message);

    [Fact]
    public void A_file_that_is_not_there_gets_its_sentence() =>
        Assert.Contains("There is no file nowhere.json; check the name.",
            Assert.Throws<GliaException>(() => Experiment.Read("nowhere.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_damage_to_a_file_is_a_sentence_or_still_an_experiment() =>
        CsCheck.Check.Sample(CsCheck.Gen.Select(CsCheck.Gen.Int[0, ExperimentTests.Full.Length - 1], CsCheck.Gen.Int[0, 60],
            CsCheck.Gen.Char["{}[],:\"0ax \n"]), (at, cut, put) =>
        {
            string damaged = ExperimentTests.Full[..at] + put + ExperimentTests.Full[Math.Min(ExperimentTests.Full.Length, at + cut)..];
            try
            {
                Experiment.Parse("e.json", damaged);
            }
            catch (GliaException error)
            {
                Assert.StartsWith("e.json", error.Message, StringComparison.Ordinal);
            }
        });
}
