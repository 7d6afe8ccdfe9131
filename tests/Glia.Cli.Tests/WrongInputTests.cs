namespace Glia.Cli.Tests;

public class WrongInputTests
{
    [Theory]
    [InlineData("Unknown command 'trian'; did you mean 'train'?", "trian")]
    [InlineData("Unknown command 'frobnicate'; see glia --help.", "frobnicate")]
    [InlineData("glia train needs WHAT; see glia train --help.", "train")]
    [InlineData("glia evaluate needs DATA; see glia evaluate --help.", "evaluate", "model.safetensors")]
    [InlineData("'b' is one word too many; see glia summary --help.", "summary", "a", "b")]
    [InlineData("Unknown option '--epohcs'; did you mean '--epochs'?", "train", "mnist", "--epohcs", "3")]
    [InlineData("Unknown option '--epohcs'; did you mean '--epochs'?", "train", "--epohcs", "3", "mnist")]
    [InlineData("--fix needs a value, but '--json' follows it; see glia doctor --help.", "doctor", "x.py", "--fix", "--json")]
    [InlineData("--output needs a value, but '--seed' follows it; see glia train --help.", "train", "mnist", "--output", "--seed", "3")]
    [InlineData("There is no program nowhere.py; check the name.", "doctor", "nowhere.py")]
    [InlineData("There is no program nowhere.py; check the name.", "trace", "nowhere.py", "-o", "t.npz")]
    [InlineData("--epochs is 'many'; it must be a whole number of at least 0; see glia train --help.", "train", "mnist",
        "--epochs", "many")]
    [InlineData("--batch is '0'; it must be a whole number of at least 1; see glia train --help.", "train", "mnist", "--batch", "0")]
    [InlineData("--test-size is '-1'; it must be a share between 0 and 1 or a whole number of rows; see glia train --help.", "train",
        "mnist", "--test-size", "-1")]
    [InlineData("--test-size is '1.5'; it must be a share between 0 and 1 or a whole number of rows; see glia train --help.", "train",
        "mnist", "--test-size", "1.5")]
    [InlineData("--learning-rate is 'nan'; it must be a number from 0 to 3.4e38; see glia train --help.", "train", "mnist", "--lr", "nan")]
    [InlineData("--momentum is 'Infinity'; it must be a number from 0 to 1; see glia train --help.", "train", "mnist", "--momentum",
        "Infinity")]
    [InlineData("--learning-rate is '1e40'; it must be a number from 0 to 3.4e38; see glia train --help.", "train", "mnist",
        "--lr", "1e40")]
    [InlineData("--threads is '1.5'; it must be from 1 to 1024; see glia train --help.", "train", "mnist", "--threads", "1.5")]
    [InlineData("--threads is '99999'; it must be from 1 to 1024; see glia train --help.", "train", "mnist", "--threads", "99999")]
    [InlineData("--scale is 'units'; did you mean 'unit'?", "train", "mnist", "--scale", "units")]
    [InlineData("--layers is '200,'; write the widths of the hidden layers with commas between, for example --layers 200,200, or none.",
        "train", "mnist", "--layers", "200,")]
    [InlineData("--dropout is '1'; it must be at least 0 and less than 1; see glia train --help.", "train", "mnist", "--dropout", "1")]
    [InlineData("--validation-split is '-0.1'; it must be at least 0 and less than 1; see glia train --help.", "train", "mnist",
        "--validation-split", "-0.1")]
    [InlineData("--weight-decay is '-1'; it must be a number from 0 to 3.4e38; see glia train --help.", "train", "mnist",
        "--weight-decay", "-1")]
    [InlineData("--patience is '-1'; it must be a whole number of at least 0; see glia train --help.", "train", "mnist",
        "--patience", "-1")]
    [InlineData("The network has no hidden layer, so --activation, --dropout and --batch-norm have nothing to change; ", "train", "mnist",
        "--layers", "none", "--dropout", "0.2")]
    [InlineData("training.optimizer: unknown optimizer 'sdg'; did you mean 'SGD'?", "train", "mnist", "--optimizer", "sdg")]
    [InlineData("training.loss: unknown loss 'poison'; did you mean 'poisson'?", "train", "mnist", "--loss", "poison")]
    [InlineData("training.schedule: unknown schedule 'onecycle'; did you mean 'one_cycle'?", "train", "mnist", "--schedule", "onecycle")]
    [InlineData("--momentum is '2'; it must be a number from 0 to 1; see glia train --help.", "train", "mnist", "--optimizer", "SGD",
        "--momentum", "2")]
    [InlineData("training.optimizer (Adam): unknown key 'momentum'; known are amsgrad, ", "train", "mnist", "--momentum", "0.5")]
    [InlineData("network[0] (Dense): unknown activation 'rleu'; did you mean 'relu'?", "train", "mnist", "--activation", "rleu")]
    [InlineData("network[0] (Dense): unknown initializer 'he_norml'; did you mean 'he_normal'?", "train", "mnist", "--init", "he_norml")]
    [InlineData("test_size is 70000; give a share between 0 and 1 or a number of rows from 1 to 69999.", "train", "mnist",
        "--test-size", "70000")]
    [InlineData("There is no file nowhere.json; check the name.", "train", "nowhere.json")]
    [InlineData("There is no file nowhere.json; check the name.", "summary", "nowhere.json")]
    [InlineData("There is no file nowhere.safetensors", "summary", "nowhere.safetensors")]
    [InlineData("There is no file nowhere.safetensors", "evaluate", "nowhere.safetensors", "mnist")]
    [InlineData("There is no file or folder nowhere.csv", "train", "nowhere.csv")]
    public void Bad_words_get_their_sentence(string sentence, params string[] arguments)
    {
        Command.Result result = Command.Run(arguments);
        Assert.StartsWith(sentence, result.Errors, StringComparison.Ordinal);
        Assert.Equal((ExitCodes.BadInput, ""), (result.Code, result.Output));
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("{\"data\": {\"source\": \"mnist\"}, \"network\": [{\"class_name\": \"Dense\",\n\"unit\": 3}]}",
        "experiment.json line 1: network[0] (Dense): 'units' is missing.")]
    [InlineData("{\"data\": {\"source\": \"mnist\"}, \"network\": []}",
        "The network of the experiment has no layers; write at least the one that answers")]
    [InlineData("{\"data\": {\"source\": \"mnist\"}, \"network\": [{\"class_name\": \"Dense\", \"units\": 3, \"input_shape\": [100]}]}",
        "The network says its input is 100 numbers, but a sample of mnist has 784; change the one or the other.")]
    [InlineData("{\"data\": {\"source\": \"gone.npz\"}, \"network\": [{\"class_name\": \"Dense\", \"units\": 3}]}", "There is no file ")]
    [InlineData("{\"data\": {\"source\": \"mnist\"}, \"network\": [{\"class_name\": \"Dense\", \"units\": 3}]}",
        "The loss categorical_crossentropy gets targets of ")]
    [InlineData("{\"data\": {\"source\": \"mnist\"},", "experiment.json line 1: this is not valid JSON: ")]
    public void A_bad_experiment_gets_its_sentence_and_leaves_nothing_behind(string text, string sentence)
    {
        using var folder = new Folder();
        Command.Result result = Command.Run("train", folder.Write("experiment.json", text), "-o", folder["run"]);
        Assert.StartsWith(sentence, result.Errors, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.BadInput, result.Code);
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public void A_run_folder_that_cannot_be_is_refused_before_any_training()
    {
        using var folder = new Folder();
        Command.Result result = Command.Run("train", "mnist", "--epochs", "1", "-o", Path.Combine(folder.Write("taken", ""), "run"));
        Assert.Equal((ExitCodes.BadInput, ""), (result.Code, result.Output));
        Assert.EndsWith("run cannot be a run folder: taken is a file; choose another place.", result.Errors.TrimEnd(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_image_gets_its_sentence()
    {
        using var folder = new Folder();
        string model = Runs.Small;
        foreach (byte[] damage in new byte[][] { [], [1, 2, 3], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] })
        {
            File.WriteAllBytes(folder["x.png"], damage);
            Command.Result result = Command.Run("predict", model, folder["x.png"]);
            Assert.Equal((ExitCodes.BadInput, ""), (result.Code, result.Output));
            Assert.StartsWith(folder["x.png"], result.Errors, StringComparison.Ordinal);
        }
    }
}
