using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Doctor;
using Glia.Experiments;
using Glia.Serve.Lab.Breaks;

namespace Glia.DoctorBench;

/// <summary>A training program: its data, its network, its settings, and the rows by which it is judged.
/// Mutants are copies with something changed.</summary>
internal sealed record Plan
{
    /// <summary>What it trains on.</summary>
    public required Part Train { get; init; }

    /// <summary>What the program itself evaluates; null if it holds nothing back.</summary>
    public Part? Test { get; init; }

    /// <summary>Rows nobody trained on, fed as the program would feed new data, with the truth: the score is measured on them.</summary>
    public required Part Honest { get; init; }

    /// <summary>How many classes there are; 0 where the targets are values.</summary>
    public required int Classes { get; init; }

    /// <summary>The layers.</summary>
    public required IReadOnlyList<ExperimentLayer> Network { get; init; }

    /// <summary>How many layers at the front turn images or sequences into rows of numbers;
    /// mutants that replace the hidden layers keep them.</summary>
    public int Body { get; init; }

    /// <summary>Loss, optimizer and loop.</summary>
    public required ExperimentTraining Training { get; init; }

    /// <summary>Where the program's random numbers come from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>All parts changed in the same way.</summary>
    public Plan Map(Func<Part, Part> change) =>
        this with { Train = change(Train), Test = Test is null ? null : change(Test), Honest = change(Honest) };

    /// <summary>The training rows changed.</summary>
    public Plan MapTrain(Func<Part, Part> change) => this with { Train = change(Train) };

    /// <summary>Training and test rows changed, the honest ones not: a fault in what the program believes about its data.</summary>
    public Plan MapSeen(Func<Part, Part> change) => this with { Train = change(Train), Test = Test is null ? null : change(Test) };

    /// <summary>Every input multiplied.</summary>
    public Plan ScaleX(float factor) => Map(part => part.MapX(value => value * factor));

    /// <summary>The layers replaced.</summary>
    public Plan Layers(params IEnumerable<ExperimentLayer> layers) => this with { Network = [.. layers] };

    /// <summary>The hidden layers behind the body replaced; the last layer stays.</summary>
    public Plan Hidden(params IEnumerable<ExperimentLayer> layers) => Layers([.. Network.Take(Body), .. layers, Network[^1]]);

    /// <summary>One argument of one layer set; negative numbers count from the last.</summary>
    public Plan Layer(int index, string key, JsonNode? value)
    {
        var layers = Network.ToList();
        int at = index < 0 ? layers.Count + index : index;
        var config = (JsonObject)layers[at].Config.DeepClone();
        config[key] = value;
        layers[at] = layers[at] with { Config = config };
        return this with { Network = layers };
    }

    /// <summary>One argument set on every layer that has a kernel, or on all but the last.</summary>
    public Plan EachKernel(string key, JsonNode? value, bool alsoLast = true) =>
        Kernels.Where(i => alsoLast || i < Network.Count - 1).Aggregate(this, (plan, i) => plan.Layer(i, key, value?.DeepClone()));

    /// <summary>The places of the layers that have a kernel.</summary>
    public IEnumerable<int> Kernels => Enumerable.Range(0, Network.Count).Where(i =>
        Network[i].ClassName is "Dense" or "Conv1D" or "Conv2D" || IsRecurrent(Network[i]));

    private static bool IsRecurrent(ExperimentLayer layer) => layer.ClassName is "SimpleRNN" or "GRU" or "LSTM";

    /// <summary>A layer put before the one at an index; the number of layers puts it last.</summary>
    public Plan Insert(int index, ExperimentLayer layer)
    {
        var layers = Network.ToList();
        layers.Insert(index < 0 ? layers.Count + index : index, layer);
        return this with { Network = layers };
    }

    /// <summary>The settings of the loop changed.</summary>
    public Plan Set(Func<ExperimentTraining, ExperimentTraining> change) => this with { Training = change(Training) };

    /// <summary>The loss replaced.</summary>
    public Plan Loss(string name, params (string Key, JsonNode Value)[] arguments) =>
        Set(training => training with { Loss = Words.Config(name, arguments) });

    /// <summary>The optimizer replaced.</summary>
    public Plan Optimizer(string name, double rate, params (string Key, JsonNode Value)[] arguments) =>
        Set(training => training with { Optimizer = Words.Config(name, [("learning_rate", rate), .. arguments]) });

    /// <summary>The learning rate replaced, or multiplied.</summary>
    public Plan Rate(double rate) => OptimizerArgument("learning_rate", rate);

    /// <summary>The learning rate of the plan.</summary>
    public double RateNow => (double)Training.Optimizer["learning_rate"]!;

    /// <summary>One argument of the optimizer set.</summary>
    public Plan OptimizerArgument(string key, JsonNode value)
    {
        var optimizer = (JsonObject)Training.Optimizer.DeepClone();
        optimizer[key] = value;
        return Set(training => training with { Optimizer = optimizer });
    }

    /// <summary>The plan with a fault of the doctor's own list; null where it makes no sense in it.</summary>
    public Plan? Broken(string name) => Break.Of(name).In(ToExperiment("plan"), Classes) is { } broken
        ? this with { Network = broken.Network, Training = broken.Training }
        : null;

    /// <summary>The plan as an experiment whose data lie in memory.</summary>
    public Experiment ToExperiment(string name) => new()
    {
        Name = name,
        Seed = Seed,
        Data = new ExperimentData { Source = "rows.npz", TargetEncoding = "none", Split = Test is null ? null : ExperimentSplit.Standard },
        Network = Network,
        Training = Training,
    };

    /// <summary>The plan as the doctor examines it.</summary>
    public ExperimentSubject ToSubject(string name)
    {
        Part all = Test is null ? Train : Train.Append(Test);
        var loaded = LoadedData.OfNumbers(new FloatFeatures(all.X, all.Width),
            all.YWidth == 0 ? new Targets(all.Y) : new Targets(all.Y, all.YWidth));
        return ExperimentSubject.Of(ToExperiment(name), loaded with { StandardTestRows = Test?.Rows ?? 0 });
    }
}
