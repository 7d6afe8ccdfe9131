using Glia.Data;
using Glia.Files;

namespace Glia.Cli.Tests;

/// <summary>Networks of other programs at the command line; what is in them is tested with Glia.Interop.</summary>
public class ForeignModelTests
{
    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    [Fact]
    public void A_model_of_Keras_is_shown_asked_and_converted()
    {
        using var folder = new Folder();
        Command.Result shown = Command.Run("summary", Fixture("keras-3.keras"));
        Assert.Contains("second (Dense)", shown.Output, StringComparison.Ordinal);
        Assert.Contains("keras-3.keras is read as Keras 3.10.0 (.keras)", shown.Errors, StringComparison.Ordinal);

        string own = folder["own.safetensors"], rows = Fixture("keras-3-inputs.npy");
        Assert.Contains("with 62 parameters", Command.Run("convert", Fixture("keras-3.keras"), "-o", own).Output.ReplaceLineEndings(" "),
            StringComparison.Ordinal);
        Command.Result asked = Command.Run("predict", Fixture("keras-3.keras"), rows);
        Assert.Equal((0, 5), (asked.Code, asked.Output.TrimEnd().Split('\n').Length));
        Assert.Equal(asked.Output, Command.Run("predict", own, rows).Output);
    }

    [Fact]
    public void A_model_is_judged_by_the_doctor_with_data()
    {
        using var folder = new Folder();
        Assert.Contains("say on which data", Command.Run("doctor", Fixture("keras-3.keras")).Errors, StringComparison.Ordinal);
        File.WriteAllLines(folder["d.csv"],
            ["a,b,c,d,y,z", .. Enumerable.Range(0, 40).Select(i => $"{i % 5},{i % 3},{i % 7},{i % 2},{i % 4},{i % 6}")]);
        Command.Result judged = Command.Run("doctor", Fixture("keras-3.keras"), folder["d.csv"], "--targets", "y,z");
        Assert.True(judged.Code is 0 or 1, judged.Errors);
    }

    [Fact]
    public void What_was_compiled_is_the_experiment_that_the_doctor_makes()
    {
        using var folder = new Folder();
        Command.Result well = Command.Run("doctor", Fixture("compiled.h5"), Fixture("compiled-data.npz"));
        Assert.Equal((0, ""), (well.Code, well.Errors));
        Assert.StartsWith("compiled.h5: healthy.", well.Output, StringComparison.Ordinal);

        string mended = folder["mended.json"];
        Command.Result sick = Command.Run("doctor", Fixture("compiled-rate.keras"), Fixture("compiled-data.npz"), "--fix", mended);
        Assert.Equal(1, sick.Code);
        Assert.Contains("GLIA065 learning rate too high", sick.Output, StringComparison.Ordinal);
        // The weights in the file are looked at as well: they are those of units that nothing wakes.
        Assert.Contains("dead relu", sick.Output, StringComparison.Ordinal);
        Assert.Contains("// was: \"optimizer\": { \"class_name\": \"SGD\", \"learning_rate\": 100", File.ReadAllText(mended),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "GLIA014 labels do not fit output and loss", false)]
    [InlineData(5, "GLIA014 labels do not fit output and loss", true)]
    public void Class_numbers_are_taken_one_hot_where_the_outputs_are_their_columns(int classes, string finding, bool refused)
    {
        using var folder = new Folder();
        Npz.Write(folder["d.npz"], Rows(3));
        Assert.Equal(0, Command.Run("train", folder["d.npz"], "-o", folder["run"], "--epochs", "40", "--quiet").Code);
        Assert.Equal(0, Command.Run("convert", folder["run"], "-o", folder["m.keras"]).Code);
        Npz.Write(folder["d.npz"], Rows(classes));
        string told = Command.Run("doctor", folder["m.keras"], folder["d.npz"], "--verbose").Output;
        Assert.Equal(refused, told.Contains($"error {finding}", StringComparison.Ordinal));
        Assert.Contains(refused ? "are class numbers" : "as if the program had encoded", Unbroken(told), StringComparison.Ordinal);

        static Dictionary<string, NdArray> Rows(int classes) => new()
        {
            ["x"] = NdArray.From([.. Enumerable.Range(0, 300).SelectMany(i => new float[] { i % classes + i % 7 * 0.01f, i % 5 * 0.01f })],
                300, 2),
            ["y"] = NdArray.From([.. Enumerable.Range(0, 300).Select(i => (float)(i % classes))]),
        };
    }

    private static string Unbroken(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Weights_that_know_nothing_are_no_fault_of_layers_that_learn()
    {
        Command.Result judged = Command.Run("doctor", Fixture("compiled-new.keras"), Fixture("compiled-data.npz"));
        Assert.Equal(0, judged.Code);
        Assert.Contains("train it, or for longer", Unbroken(judged.Output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("predict")]
    public void A_model_in_the_place_of_data_is_called_one(string command)
    {
        string[] words = command == "train" ? ["train", Fixture("keras-3.keras")]
            : ["predict", Fixture("keras-3.keras"), Fixture("keras-3.keras")];
        Command.Result result = Command.Run(words);
        Assert.Equal(2, result.Code);
        Assert.Contains("is a Keras model (.keras), a network and no data; glia summary", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_alone_ask_what_is_not_in_them()
    {
        using var folder = new Folder();
        string weights = Fixture("torch-mlp.pt"), own = folder["own.safetensors"];
        Assert.Contains("--activation relu", Command.Run("summary", weights).Errors, StringComparison.Ordinal);
        Command.Result converted = Command.Run("convert", weights, "--activation", "relu", "-o", own);
        Assert.Equal(0, converted.Code);
        Assert.Contains("note      taken for a chain of 3 dense layers with relu", converted.Errors, StringComparison.Ordinal);
        Assert.Equal(4, Command.Run("predict", own, Fixture("torch-mlp-inputs.npy")).Output.TrimEnd().Split('\n').Length);
        Command.Result named = Command.Run("convert", Fixture("torch-cnn.pt"), "--network", Fixture("torch-cnn.json"), "-o", own);
        Assert.True(named.Code == 0, named.Errors);
    }

    [Fact]
    public void A_model_goes_out_as_ONNX_and_comes_back()
    {
        using var folder = new Folder();
        Assert.Equal(0, Command.Run("convert", Fixture("keras-3.keras"), "-o", folder["m.onnx"]).Code);
        string rows = Fixture("keras-3-inputs.npy");
        Assert.Equal(Command.Run("predict", Fixture("keras-3.keras"), rows).Output, Command.Run("predict", folder["m.onnx"], rows).Output);
    }

    [Theory]
    [InlineData("m.keras")]
    [InlineData("m.h5")]
    [InlineData("web/model.json")]
    public void A_model_goes_out_for_Keras_and_TensorFlow_js_and_comes_back(string name)
    {
        using var folder = new Folder();
        string rows = Fixture("keras-2.3-inputs.npy"), model = Fixture("keras-2.3.h5");
        Command.Result converted = Command.Run("convert", model, "-o", folder[name]);
        Assert.True(converted.Code == 0, converted.Errors);
        Assert.Contains("shows it.", converted.Output, StringComparison.Ordinal);
        Assert.Equal(Command.Run("predict", model, rows).Output, Command.Run("predict", folder[name], rows).Output);
    }

    [Fact]
    public void Weights_for_PyTorch_come_with_the_program_that_loads_them()
    {
        using var folder = new Folder();
        Command.Result converted = Command.Run("convert", Fixture("keras-2.3.h5"), "-o", folder["w.safetensors"], "--pytorch");
        Assert.True(converted.Code == 0, converted.Errors);
        Assert.EndsWith(File.ReadAllText(folder["w.py"]), converted.Output, StringComparison.Ordinal);
        Assert.Contains("""network.load_state_dict(load_file("w.safetensors"), strict=True)""", converted.Output, StringComparison.Ordinal);
        Assert.Contains("--pytorch writes .safetensors",
            Command.Run("convert", Fixture("keras-2.3.h5"), "-o", folder["w.onnx"], "--pytorch").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ending_that_nobody_writes_is_refused() =>
        Assert.Contains("has an ending that says no format", Command.Run("convert", Fixture("keras-3.keras"), "-o", "x.tflite").Errors,
            StringComparison.Ordinal);
}
