using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Schedules;
using Glia.Training;

namespace Glia.Doctor.Trials;

/// <summary>
/// An experiment as a doctor may change it: everything by its description, so that a copy with one thing different can be built and run
/// while the patient stays untouched.
/// </summary>
internal sealed record Variant
{
    /// <summary>The layers: Keras' <c>class_name</c> and flat settings. To be read only; a change makes new ones.</summary>
    public required IReadOnlyList<JsonObject> Layers { get; init; }

    /// <summary>The size of one sample.</summary>
    public required Shape Input { get; init; }

    /// <summary>What is minimised. It keeps nothing between steps, so all copies share it.</summary>
    public required Loss Loss { get; init; }

    /// <summary>The optimizer: its <c>class_name</c> and settings. To be read only.</summary>
    public required JsonObject Optimizer { get; init; }

    /// <summary>How the learning rate changes. To be read only.</summary>
    public JsonNode? Schedule { get; init; }

    /// <summary>Batches, epochs and order of the rows.</summary>
    public FitOptions Options { get; init; } = new();

    /// <summary>What it trains on.</summary>
    public required Dataset Data { get; init; }

    /// <summary>How the inputs were scaled for this copy, on top of what they were; null if they were not.</summary>
    public string? Scale { get; init; }

    /// <summary>Whether the targets were standardised for this copy.</summary>
    public bool TargetsStandardized { get; init; }

    /// <summary>Whether rows of rare classes are drawn as often as those of frequent ones, which only a comparison of twins does.</summary>
    public bool ClassesDrawnEvenly { get; init; }

    /// <summary>Where random numbers come from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The weights it starts from where a layer is unchanged; null to draw them all.</summary>
    public Network? Weights { get; init; }

    /// <summary>Keras' name of the optimizer.</summary>
    public string OptimizerName => Optimizer["class_name"]!.GetValue<string>();

    /// <summary>The learning rate before the schedule.</summary>
    public double Rate => Optimizer["learning_rate"]!.GetValue<float>();

    /// <summary>What the numbers of a row are to each other.</summary>
    public InputForm Form => InputForm.Of(Build(out _));

    /// <summary>Whether the network's outputs are logits, as far as the loss says.</summary>
    public bool OutputsLogits => Loss.FromLogits;

    /// <summary>Steps of the whole run.</summary>
    public long PlannedSteps => (long)StepsPerEpoch * Options.Epochs;

    /// <summary>Steps of one epoch.</summary>
    public int StepsPerEpoch => Options.StepsOfEpoch(Data.Rows);

    /// <summary>
    /// Describes a subject; null where something in it cannot be described or built again,
    /// such as a layer or a loss of one's own that has no name in the catalogues.
    /// </summary>
    public static Variant? Of(ExperimentSubject subject) => Of(subject, out _);

    /// <summary>Why a subject cannot be described, in a sentence; null if it can.</summary>
    public static string? Obstacle(ExperimentSubject subject)
    {
        Of(subject, out string? obstacle);
        return obstacle;
    }

    private static Variant? Of(ExperimentSubject subject, out string? obstacle)
    {
        obstacle = null;
        if (subject.Network is not { } network || subject.Train is not { } data || subject.BuildFailure is not null) return null;
        try
        {
            var variant = new Variant
            {
                Layers = [.. network.Children.Select(Flat)],
                Input = network.InputShape,
                Loss = subject.Loss,
                Optimizer = OptimizerCatalogue.ToJson(subject.Optimizer),
                Schedule = ScheduleCatalogue.ToJson(subject.Schedule),
                // Averages over the steps of a whole run lag behind in a trial, which makes a few of them.
                Options = subject.Options with
                {
                    Observers = [],
                    Validation = null,
                    Test = null,
                    EarlyStopping = null,
                    EmaMomentum = null,
                },
                Data = data,
                Seed = subject.Seed,
                Weights = network,
            };
            foreach (Layer layer in network.Children) _ = LayerCatalogue.Copy(layer);
            _ = variant.Build(out _);
            return variant;
        }
        catch (GliaException error)
        {
            obstacle = error.Message;
            return null;
        }
    }

    /// <summary>A fresh network and what trains it.</summary>
    /// <exception cref="GliaException">The change does not fit.</exception>
    public Network Build(out Optimizer optimizer)
    {
        Layer[] layers = [.. Layers.Select((layer, i) => LayerCatalogue.Create(layer.DeepClone(), $"layer {i + 1}"))];
        var network = new Network(Input, layers, Seed);
        optimizer = OptimizerCatalogue.Create(Optimizer.DeepClone(), "optimizer");
        foreach (Parameter parameter in Weights is null ? [] : network.Parameters)
        {
            int layer = Place(network, parameter.Layer);
            Parameter? old = Weights!.Parameters.FirstOrDefault(p =>
                p.Name == parameter.Name && Place(Weights, p.Layer) == layer && p.Shape == parameter.Shape
                && (network.Children[layer] is not Container || p.Layer.Name == parameter.Layer.Name));
            if (old is not null && !Redrawn.Contains(layer)) Weights.Weights[old].CopyTo(network.Weights[parameter]);
        }
        // To the rows of this copy, which may be scaled otherwise than those of the patient.
        network.Adapt(Data);
        return network;
    }

    /// <summary>Layers whose weights are drawn anew although their sizes are the same.</summary>
    public IReadOnlySet<int> Redrawn { get; init; } = new HashSet<int>();

    /// <summary>The schedule, made anew.</summary>
    public Schedule BuildSchedule() => ScheduleCatalogue.Create(Schedule?.DeepClone(), "schedule");

    /// <summary>What to call a layer.</summary>
    internal string NameOf(int layer)
    {
        Architecture architecture = VariantFacts.Of(this).Architecture;
        return architecture.NameOf(architecture.Layers[layer]);
    }

    /// <summary>A copy in which one layer's settings are changed.</summary>
    public Variant WithLayer(int layer, Action<JsonObject> change, bool redraw)
    {
        var changed = (JsonObject)Layers[layer].DeepClone();
        change(changed);
        return this with
        {
            Layers = [.. Layers.Take(layer), changed, .. Layers.Skip(layer + 1)],
            Redrawn = redraw ? new HashSet<int>(Redrawn) { layer } : Redrawn,
        };
    }

    /// <summary>A copy in which one layer does nothing: it stays, so that the places of the others do.</summary>
    public Variant WithoutLayer(int layer) => WithLayer(layer, settings =>
    {
        foreach (string key in settings.Select(setting => setting.Key).ToList())
            if (key is not "class_name" and not "name") settings.Remove(key);
        settings["class_name"] = nameof(Activation);
        settings["activation"] = "linear";
    }, redraw: false);

    /// <summary>A copy with Adam as the optimizer.</summary>
    public Variant WithAdam(float rate = 0.001f) => this with { Optimizer = new() { ["class_name"] = "Adam", ["learning_rate"] = rate } };

    /// <summary>A copy with a setting of the optimizer changed.</summary>
    public Variant WithOptimizer(string key, JsonNode? value)
    {
        var changed = (JsonObject)Optimizer.DeepClone();
        if (value is null) changed.Remove(key);
        else changed[key] = value;
        return this with { Optimizer = changed };
    }

    /// <summary>A layer as a file has it.</summary>
    public static JsonObject Flat(Layer layer)
    {
        JsonObject wrapped = LayerCatalogue.ToJson(layer);
        var config = (JsonObject)wrapped["config"]!;
        wrapped.Remove("config");
        config.Insert(0, "class_name", layer.ClassName);
        return config;
    }

    private static int Place(Network network, Layer layer)
    {
        for (int i = 0; i < network.Children.Count; i++)
            if (network.Children[i] == layer || (network.Children[i] is Container container && container.Leaves.Contains(layer))) return i;
        return -1;
    }
}
