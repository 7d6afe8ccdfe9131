using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Training;

namespace Glia.Doctor.Trials;

/// <summary>
/// What a plain network with everything usual reaches on the same data: standardised inputs, hidden relu layers, the usual output and loss,
/// Adam. It says what the data allow, so that no constant has to. Columns go through two layers of 64; images and sequences through
/// convolutions and poolings first, until little of their extent is left; words through a table, and their average counts. Answers at each
/// step are given by a recurrent layer that has seen the steps up to it and no later ones, which would hold the next value. An
/// autoencoder keeps its layers.
/// </summary>
internal static class PlainNetwork
{
    // As a data set of MNIST's size needs.
    private const int Steps = 500, Batch = 64, Hidden = 64;

    // As Keras' guides begin with images and words. An extent of eight or less is small enough to be flattened.
    private const int Filters = 16, Small = 8, ImageWindow = 3, SequenceWindow = 5, WordSize = 32;

    /// <summary>The plain network for these data; null where the targets are of no usual kind.</summary>
    public static Variant? For(Variant patient, TargetView targets)
    {
        if (targets.Kind == TargetKind.Inputs) return Autoencoder(patient);
        if (UsualHead.For(targets) is not { } head) return null;
        Shape output = VariantFacts.Of(patient).OutputShape;
        bool atEachStep = output.Positions > 1 && !AnswerAtEachStep.IsOfOneTarget(patient.Data.Targets, output);
        if (atEachStep && !KeepsSteps(patient, output)) return null;
        Variant mended = AllRules.Repairs(patient, targets).Where(change => change.Fault.Family == Family.Data)
            .Aggregate(patient, (v, change) => change.Apply(v));
        // Columns of 0 and 1 at each step are answered as the patient answers them: as classes, or each by itself.
        bool classes = atEachStep && patient.Loss.IsExclusive;
        JsonObject last = Layer("Dense", ("units", atEachStep ? output.Last : head.Units),
            ("activation", classes ? "softmax" : head.Activation));
        return mended with
        {
            Layers = [.. atEachStep ? ThroughSteps(patient.Form) : Body(patient.Input, patient.Form), last],
            Loss = classes ? "categorical_crossentropy" : head.Loss,
            Optimizer = Layer("Adam", ("learning_rate", 0.003f)),
            Schedule = "constant",
            Options = new FitOptions
            {
                BatchSize = Math.Min(Batch, patient.Data.Rows),
                Epochs = 1000,
                ClassWeight = patient.Options.ClassWeight,
            },
            Weights = null,
            Seed = 1,
        };
    }

    /// <summary>How many steps it is given.</summary>
    public static int StepsFor(Variant plain) => Math.Clamp(Trial.Affordable(plain), Steps / 2, 3 * Steps);

    private static bool KeepsSteps(Variant patient, Shape output) =>
        patient.Form is var form && output.Rank == 2 && output[0] == form.Shape[0] && (form.AreIndices || form.Shape.Rank == 2);

    private static IEnumerable<JsonObject> ThroughSteps(InputForm form)
    {
        if (form.IndexCount is { } count) yield return Layer("Embedding", ("input_dim", count), ("output_dim", WordSize));
        yield return Layer("GRU", ("units", Hidden), ("return_sequences", true));
    }

    private static IEnumerable<JsonObject> Body(Shape input, InputForm form)
    {
        JsonObject hidden = Layer("Dense", ("units", Hidden), ("activation", "relu"), ("kernel_initializer", "he_normal"));
        if (form.IndexCount is { } count)
            return [Layer("Embedding", ("input_dim", count), ("output_dim", WordSize)), .. Pooled(input), hidden];
        if (form.Shape.Rank == 1) return [.. Flat(input), hidden, (JsonObject)hidden.DeepClone()];
        var layers = new List<JsonObject>();
        if (input != form.Shape)
            layers.Add(Layer("Reshape", ("target_shape", new JsonArray([.. form.Shape.ToArray().Select(size => (JsonNode)size)]))));
        string dimensions = form.Shape.Rank == 3 ? "2D" : "1D";
        int window = form.Shape.Rank == 3 ? ImageWindow : SequenceWindow, filters = Filters;
        int extent = form.Shape.Rank == 3 ? Math.Min(form.Shape[0], form.Shape[1]) : form.Shape[0];
        do
        {
            layers.Add(Layer("Conv" + dimensions,
                ("filters", filters), ("kernel_size", window), ("padding", "same"), ("activation", "relu")));
            if (extent > 1) layers.Add(Layer("MaxPooling" + dimensions));
            (extent, filters) = (extent / 2, Math.Min(2 * filters, Hidden));
        }
        while (extent > Small);
        return [.. layers, Layer("Flatten"), hidden];
    }

    // How much of its inputs an autoencoder can give back depends on its narrowest layer: the same layers with usual first weights, relu in
    // the hidden ones.
    private static Variant Autoencoder(Variant patient)
    {
        Architecture architecture = VariantFacts.Of(patient).Architecture;
        Variant usual = patient with
        {
            Optimizer = Layer("Adam", ("learning_rate", 0.003f)),
            Schedule = "constant",
            Options = new FitOptions { BatchSize = Math.Min(Batch, patient.Data.Rows), Epochs = 1000 },
            Weights = null,
            Seed = 1,
        };
        usual = architecture.Hidden.Where(block => block.Layer.Function is { Saturates: true })
            .Aggregate(usual, (v, block) => v.WithLayer(architecture.PlaceOf(block.Layer),
                settings => settings["activation"] = "relu", redraw: true));
        return StartRepair.Usual(usual);
    }

    private static IEnumerable<JsonObject> Flat(Shape input) => input.Rank > 1 ? [Layer("Flatten")] : [];

    // One word a row has no average.
    private static IEnumerable<JsonObject> Pooled(Shape input) => input.Size > 1 ? [Layer("GlobalAveragePooling1D")] : [Layer("Flatten")];

    private static JsonObject Layer(string name, params (string Key, JsonNode Value)[] settings)
    {
        var layer = new JsonObject { ["class_name"] = name };
        foreach (var (key, value) in settings) layer[key] = value;
        return layer;
    }
}
