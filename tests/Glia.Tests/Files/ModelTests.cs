using System.Text.Json.Nodes;
using CsCheck;
using Glia.Data;
using Glia.Files;
using Glia.Layers;
using Glia.Models;

namespace Glia.Tests.Files;

public sealed class ModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-model-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Path(string name) => System.IO.Path.Combine(_folder, name);

    private static Network Example() =>
        new(new Shape(4, 3), [new Dense(5, "elu") { Trainable = false }, new Flatten(), new BatchNormalization(0.9f),
        new Dropout(0.2f), new Activation("gelu"), new Dense(3, "softmax", useBias: false, kernelRegularizer: 0.01f)], seed: 9);

    [Fact]
    public void Comes_back_as_it_was()
    {
        var model = new Model(Example())
        {
            ClassNames = ["a", "b", "c"],
            Loss = "categorical_crossentropy",
            Preprocessing = new() { Scaler = Scaler.Unit },
        };
        model.Save(Path("m.safetensors"));
        Model back = Model.Load(Path("m.safetensors"));
        Assert.Equal(model.Network.Weights.All.ToArray(), back.Network.Weights.All.ToArray());
        Assert.Equal(model.Network.ToString(), back.Network.ToString());
        Assert.Equal([.. model.Network.Layers.Select(l => LayerCatalogue.ToJson(l).ToJsonString())],
            back.Network.Layers.Select(l => LayerCatalogue.ToJson(l).ToJsonString()));
        Assert.Equal(["a", "b", "c"], back.ClassNames!);
        Assert.Equal("unit", back.Preprocessing!.Scaler.Kind);
        Assert.Equal("categorical_crossentropy", back.Loss!.GetValue<string>());
        Assert.Single(Directory.GetFiles(_folder));
    }

    public static TheoryData<string, Model> Contradictions => new()
    {
        { "The class names of the model are 2, and its network tells 3 classes apart; give 3 names.",
            new Model(Example()) { ClassNames = ["a", "b"] } },
        { "The class names of the model are 4", new Model(Example()) { ClassNames = ["a", "b", "c", "d"] } },
        { "The class names of the model are 1, and its network tells 2",
            new Model(new Network(2, new Dense(1, "sigmoid"))) { ClassNames = ["a"] } },
        { "Class 1 of the model has null for a name", new Model(Example()) { ClassNames = ["a", null!, "c"] } },
        { "The scaler of the model was fitted on 2 features, and its network takes 12 (4x3)",
            new Model(Example()) { Preprocessing = Standardized(2) } },
        { "The target scaler of the model was fitted on 2 numbers a row, and its network gives 3",
            new Model(Example()) { TargetScaler = TargetScaler.Fit("minmax", new Targets([1, 2, 3, 4], 2)) } },
    };

    private static Preprocessing Standardized(int features) => new()
    {
        Scaler = Scaler.Fit("standardize", new FloatFeatures([.. Enumerable.Range(0, 2 * features).Select(i => (float)i)], features)),
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void What_could_not_be_used_is_refused_before_anything_is_written(string words, Model model)
    {
        Assert.StartsWith(words, Assert.Throws<GliaException>(() => model.Save(Path("m.safetensors"))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    private static JsonObject Description() => JsonNode.Parse("""{"input_shape":[2],"layers":[{"class_name":"Dense","config":""" +
        """{"name":"d","units":2,"use_bias":false}}]}""")!.AsObject();

    private string Write(JsonNode? description, params (string Name, NdArray Array)[] tensors)
    {
        string path = Path("wrong.safetensors");
        Safetensors.Write(path, tensors.Select(t => KeyValuePair.Create(t.Name, t.Array)),
            description is null ? [] : [KeyValuePair.Create("glia", description.ToJsonString())]);
        return path;
    }

    private static NdArray Numbers(params int[] shape) => NdArray.From(new float[shape.Aggregate(1, (a, b) => a * b)], shape);

    [Fact]
    public void Contradictions_get_their_sentence()
    {
        void Refused(string path, string sentence)
        {
            var error = Assert.Throws<GliaException>(() => Model.Load(path));
            Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        }
        Assert.Equal(2, Model.Load(Write(Description(), ("d/kernel", Numbers(2, 2)))).Network.OutputShape.Size);
        Refused(Write(null, ("d/kernel", Numbers(2, 2))), "no Glia network");
        Refused(Write(Description(), ("e/kernel", Numbers(2, 2))), "'d/kernel' is missing");
        Refused(Write(Description(), ("d/kernel", Numbers(2, 3))), "[2,3]");
        Refused(Write(Description(), ("d/kernel", NdArray.From(new double[4], 2, 2))), "Float64");
        Refused(Write(Description(), ("d/kernel", Numbers(2, 2)), ("x", Numbers(1))), "no layer has the tensor 'x'");
        Refused(Write(Description(), ("d/kernel", Numbers(1, 2))), "more than the 2 there can be");
        JsonObject huge = Description();
        huge["layers"]![0]!["config"]!["units"] = 1_500_000_000;
        Refused(Write(huge, ("d/kernel", Numbers(2, 2))), "more than 2,147,483,647 numbers");
        JsonObject shape = Description();
        shape["input_shape"] = new JsonArray(0);
        Refused(Write(shape, ("d/kernel", Numbers(2, 2))), "input_shape");
        JsonObject layer = Description();
        layer["layers"]![0]!["class_name"] = "Lambda";
        Refused(Write(layer, ("d/kernel", Numbers(2, 2))), "unknown layer 'Lambda'; a class of one's own is registered before loading");
    }

    [Fact]
    public void Damage_never_escapes_as_anything_but_a_sentence()
    {
        new Model(Example()).Save(Path("m.safetensors"));
        byte[] good = File.ReadAllBytes(Path("m.safetensors"));
        string path = Path("damaged.safetensors");
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length]).Sample((at, value, length) =>
        {
            byte[] bad = (byte[])good.Clone();
            bad[at] = value;
            File.WriteAllBytes(path, bad[..length]);
            try
            {
                Model.Load(path);
            }
            catch (GliaException error)
            {
                Assert.NotEmpty(error.Message);
            }
        }, iter: 300, threads: 1);
    }
}
