using System.IO.Compression;
using System.Text;

namespace Glia.Interop.Tests;

/// <summary>Keras' files as make_keras.py writes them with h5py, and what is said of those that cannot be read.</summary>
public sealed class KerasFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-keras-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("keras-1.2", ".h5", "Keras 1.2.2 (.h5)")]
    [InlineData("keras-2.3", ".h5", "Keras 2.3.1 (.h5)")]
    [InlineData("keras-channels-first", ".h5", "Keras 2.3.1 (.h5)")]
    [InlineData("keras-lstm", ".h5", "Keras 2.2.4 (.h5)")]
    [InlineData("keras-2.12", ".keras", "Keras 2.12.0 (.keras)")]
    [InlineData("keras-3", ".keras", "Keras 3.10.0 (.keras)")]
    [InlineData("keras-branches", ".keras", "Keras 3.10.0 (.keras)")]
    [InlineData("keras-branches-first", ".h5", "Keras 2.3.1 (.h5)")]
    [InlineData("keras-sequences", ".keras", "Keras 3.10.0 (.keras)")]
    [InlineData("keras-sequences", ".h5", "Keras 3.10.0 (.h5)")]
    [InlineData("keras-cudnn", ".h5", "Keras 2.2.4 (.h5)")]
    [InlineData("keras-masking", ".h5", "Keras 2.2.4 (.h5)")]
    public void A_model_of_every_age_gives_what_it_gives(string name, string ending, string format)
    {
        ForeignModel model = Open(name + ending);
        Assert.Equal(format, model.Format);
        Answers.Check(model.Model, Fixture.Of(name + "-inputs.npy"), Fixture.Of(name + "-outputs.npy"), 1e-5);
    }

    [Fact]
    public void A_model_comes_back_from_Glias_own_file_bit_for_bit()
    {
        ForeignModel model = Open("keras-channels-first.h5");
        string own = Path.Combine(_folder, "m.safetensors");
        model.Model.Save(own);
        Answers.Check(Glia.Models.Model.Load(own), Fixture.Of("keras-channels-first-inputs.npy"),
            Fixture.Of("keras-channels-first-outputs.npy"), 1e-5);
        Assert.Equal(model.Model.Network.Weights.All, Glia.Models.Model.Load(own).Network.Weights.All);
    }

    [Fact]
    public void What_was_compiled_is_kept_in_the_words_of_an_experiment()
    {
        ForeignModel model = Open("keras-2.3.h5");
        Assert.Equal("sparse_categorical_crossentropy", model.Model.Loss!.GetValue<string>());
        Assert.Equal(["0", "1", "2"], model.Model.ClassNames!);
        Assert.Equal(
            """{"loss":"sparse_categorical_crossentropy","optimizer":{"class_name":"Adam","learning_rate":0.001,"beta_1":0.9,"beta_2":""" +
                """0.999,"epsilon":1e-07},"metrics":["accuracy"]}""",
            model.Training!.ToJsonString());
        Assert.Equal("mse", Open("keras-3.keras").Model.Loss!.GetValue<string>());
    }

    [Fact]
    public void Layers_keep_their_names_and_settings()
    {
        Network network = Open("keras-1.2.h5").Model.Network;
        Assert.Equal(["dense_1", "dropout_1", "dense_2"], network.Layers.Select(layer => layer.Name));
        Assert.Contains("\"l2\":0.01", network.Layers[0].Config().ToJsonString(), StringComparison.Ordinal);
    }

    // Each replacement keeps the length, so that the rest of the file stays where it is.
    [Theory]
    [InlineData("keras-2.3.h5", "\"class_name\": \"Flatten\"", "\"class_name\": \"Lambda\" ",
        "is a Lambda: Python code, which Glia does not run")]
    [InlineData("keras-2.3.h5", "\"class_name\": \"Flatten\"", "\"class_name\": \"Permut2\"", "layer 'flat': unknown layer 'Permut2'")]
    [InlineData("keras-2.3.h5", "\"filters\": 4", "\"filters\": 5", "needs its kernel of [3,2,2,5]")]
    [InlineData("keras-2.3.h5", "null, 7, 6, 2", "null,null,6,2", "Glia needs one to four sizes")]
    [InlineData("keras-2.3.h5", "\"use_bias\": true}", "\"use_blas\": true}", "unknown key 'use_blas'")]
    [InlineData("keras-2.3.h5", "model_config", "model_canfig", "is an HDF5 file and no Keras model")]
    public void What_cannot_be_built_is_named(string fixture, string from, string to, string sentence)
    {
        string path = Changed(fixture, from, to);
        string message = Assert.Throws<GliaException>(() => ForeignModels.Open(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(sentence, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_alone_ask_for_their_layers_and_take_them_from_beside()
    {
        string path = Path.Combine(_folder, "model.weights.h5");
        using (var zip = ZipFile.OpenRead(Fixture.Of("keras-3.keras")))
        {
            zip.GetEntry("model.weights.h5")!.ExtractToFile(path);
            string message = Assert.Throws<GliaException>(() => ForeignModels.Open(path)).Message;
            Assert.EndsWith("or put what model.to_json() gives beside it as model.json.", message, StringComparison.Ordinal);
            zip.GetEntry("config.json")!.ExtractToFile(Path.Combine(_folder, "model.json"));
        }
        Answers.Check(ForeignModels.Open(path)!.Model, Fixture.Of("keras-3-inputs.npy"), Fixture.Of("keras-3-outputs.npy"), 1e-5);
    }

    [Fact]
    public void A_file_that_is_cut_off_or_changed_anywhere_gives_an_answer_or_a_sentence() =>
        Mutations.Try(
        "keras-1.2.h5", "keras-2.3.h5", "keras-3.keras", "keras-2.12.keras", "keras-branches.keras", "keras-branches-first.h5",
        "keras-sequences.keras", "keras-cudnn.h5");

    private static ForeignModel Open(string fixture) => ForeignModels.Open(Fixture.Of(fixture))!;

    private string Changed(string fixture, string from, string to)
    {
        Assert.Equal(from.Length, to.Length);
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(Fixture.Of(fixture)));
        Assert.Contains(from, text, StringComparison.Ordinal);
        string path = Path.Combine(_folder, fixture);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));
        return path;
    }
}

internal static class Fixture
{
    /// <summary>A file of other programs that is kept with the tests.</summary>
    public static string Of(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);
}
