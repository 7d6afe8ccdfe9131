using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Experiments;
using Glia.Files;
using Glia.Programs.Reading;
using Glia.Training;

namespace Glia.Programs.Frameworks;

/// <summary>
/// Reads a fit of scikit-learn's <c>MLPClassifier</c> or <c>MLPRegressor</c>: its settings mean what they mean there, with its start, its
/// penalty and its losses.
/// </summary>
internal sealed class SklearnReader(LibraryRecord record, string name)
{
    private readonly JsonElement _settings = record.Said.GetProperty("settings");
    // From so many times as many rows as there are different ones they were passed over again. Convention.
    private const double Passes = 1.5;

    private readonly bool _classifies = record.Text("kind") == "MLPClassifier";

    /// <summary>The experiment that the fit is.</summary>
    /// <exception cref="NotUnderstood">Glia has no counterpart; half a sentence that says for what.</exception>
    public ReadExperiment Read()
    {
        string solver = Text("solver");
        if (solver == "lbfgs")
            throw new NotUnderstood("solver='lbfgs', which goes through all rows at once and searches along a line; Glia has no such " +
                "optimizer (adam and sgd can be examined)");
        (LoadedData data, int outputs) = Data();
        int rows = data.Rows - data.StandardTestRows - data.StandardValidationRows, atOnce = Math.Min(rows, RowsAtOnce());
        int batch = _settings.GetProperty("batch_size") is { ValueKind: JsonValueKind.Number } size
            ? Math.Clamp(size.GetInt32(), 1, atOnce)
            : Math.Min(SklearnUnits.LargestBatch, atOnce);
        bool several = _classifies && data.Classes is null;
        var units = new SklearnUnits(solver == "sgd", _classifies ? several ? outputs : 1 : outputs / 2.0, batch);
        int[] hidden = Hidden();
        var layers = new List<ExperimentLayer>();
        int inputs = data.Inputs.Shape.Size;
        foreach (int unitCount in hidden)
        {
            layers.Add(Dense(inputs, unitCount, Activation(), units));
            inputs = unitCount;
        }
        string last = !_classifies ? "linear" : outputs == 1 || several ? "sigmoid" : "softmax";
        layers.Add(Dense(inputs, outputs, last, units));
        var experiment = new Experiment
        {
            Name = name,
            Data = new ExperimentData { Source = name },
            Network = layers,
            Training = new ExperimentTraining
            {
                Loss = new JsonObject
                {
                    ["class_name"] = !_classifies ? "mean_squared_error" : last == "sigmoid" ? "binary_crossentropy"
                        : "categorical_crossentropy",
                },
                Optimizer = Optimizer(units),
                Schedule = Schedule(solver),
                BatchSize = batch,
                Epochs = Epochs(rows),
                EarlyStopping = AtRest(solver, !_classifies ? 0.5 : several ? outputs : 1),
                Shuffle = Flag("shuffle"),
            },
        };
        string sizes = string.Join('-', [data.Inputs.Shape.Size, .. hidden, outputs]);
        return new ReadExperiment($"{Words.Count(layers.Count, "layer")}, {sizes}", experiment, data,
            new SklearnWords(record, units))
        {
            Lived = Lived(),
        };
    }

    // What the estimator itself answers once it is fitted.
    private string? Lived()
    {
        if (!record.Said.TryGetProperty("learned", out JsonElement share) || share.ValueKind != JsonValueKind.Number) return null;
        double learned = share.GetDouble();
        return learned < OwnRun.NearlyAll ? null
            : $"Yet the program's own network has learned {Words.Percent(learned)} of what there is in the rows it was fitted to.";
    }

    // Where the rows come piece by piece a step has no more rows than a piece.
    private int RowsAtOnce() => record.Said.GetProperty("parts").EnumerateArray()
        .Max(part => record.Array(part[1]) is { Rank: >= 1 } y ? y.Shape[0] : 1);

    // A fit ends where the loss, so many times that of Glia, has not fallen by tol in more epochs than n_iter_no_change. An adaptive rate
    // is lowered there first, and with early_stopping rows that are drawn by chance decide, by their score.
    private EarlyStopping? AtRest(string solver, double times) =>
        record.Text("how") == "fit" && !Flag("early_stopping") && Schedule(solver) is null
        && record.Number("iterations") < Number("max_iter")
            ? new EarlyStopping((int)Number("n_iter_no_change") + 1, Math.Max(0, Number("tol")) / times)
            : null;

    // A fit that ended because nothing became better would have had max_iter epochs, and has them once it is mended. Called piece by
    // piece, an epoch is a pass over the rows that were seen.
    private int Epochs(int rows) => record.Text("how") == "partial_fit"
        ? (int)Math.Max(1, Math.Round(record.Number("presented")!.Value / rows))
        : (int)Number("max_iter");

    private (LoadedData Data, int Outputs) Data()
    {
        var parts = record.Said.GetProperty("parts").EnumerateArray()
            .Select(pair => (X: record.Array(pair[0]), Y: record.Array(pair[1]))).ToArray();
        if (parts.Any(part => part.X is not { Rank: 2 } || part.Y is null))
            throw new NotUnderstood("the data of the fit, which are no table of numbers, or more than the memory set aside for recording");
        FloatFeatures inputs = Rows(parts.Select(part => part.X!));
        if (!_classifies || !record.Said.TryGetProperty("classes", out JsonElement classes) || classes.ValueKind != JsonValueKind.Array)
        {
            int width = parts[0].Y!.Rank == 2 ? parts[0].Y!.Shape[1] : 1;
            float[] values = [.. parts.SelectMany(part => part.Y!.ToSingles())];
            return Parted(LoadedData.OfNumbers(inputs, new Targets(values, width)), (x, y, _) =>
                LoadedData.OfNumbers(x, new Targets(y.ToSingles(), width)), width);
        }
        string[] names = [.. classes.EnumerateArray().Select(one => one.GetString()!)];
        var partNames = record.Said.GetProperty("names").EnumerateArray().Select(Texts).ToArray();
        int[] labels = [.. parts.Zip(partNames).SelectMany(pair => Labels(pair.First.Y!, pair.Second, names))];
        if (names.Length < 2) throw new NotUnderstood("what is learned: all rows are of one class");
        return Parted(LoadedData.OfClasses(inputs, labels, names), Test, names.Length == 2 ? 1 : names.Length);

        LoadedData? Test(FloatFeatures x, NdArray y, string[] own) =>
            own.Except(names).Any() ? null : LoadedData.OfClasses(x, [.. Labels(y, own, names)], names);
    }

    // The rows that decide when to end are drawn by chance; those that the fitted network was scored on judge.
    private (LoadedData, int) Parted(LoadedData training, Func<FloatFeatures, NdArray, string[], LoadedData?> make, int outputs)
    {
        LoadedData? validation = null, test = null;
        if (Once(training) is { } once) training = Some(training, once);
        if (Flag("early_stopping") && record.Text("how") == "fit")
        {
            int[] order = [.. Enumerable.Range(0, training.Rows)];
            new System.Random(1).Shuffle(order);
            int held = Math.Clamp((int)Math.Ceiling(Number("validation_fraction") * training.Rows), 1, training.Rows - 1);
            validation = Some(training, [.. order.Take(held).Order()]);
            training = Some(training, [.. order.Skip(held).Order()]);
        }
        if (record.Said.TryGetProperty("scored", out JsonElement scored) && record.Array(scored.GetProperty("x")) is { Rank: 2 } x
            && record.Array(scored.GetProperty("y")) is { } y && x.Shape[1] == training.Inputs.Shape.Size
            && !record.Said.GetProperty("parts").EnumerateArray().Any(part => IsSame(part[0], scored.GetProperty("x"))))
            test = make(Rows([x]), y, Texts(scored.GetProperty("names")));
        return (LoadedParts.Join(training, validation, test), outputs);
    }

    // Rows that come in pieces come again in every pass over them, in other pieces where they are shuffled; null where none comes twice.
    private int[]? Once(LoadedData all)
    {
        if (record.Text("how") != "partial_fit") return null;
        var seen = new HashSet<string>();
        List<int> first = [];
        int row = 0;
        foreach (JsonElement pair in record.Said.GetProperty("parts").EnumerateArray())
        {
            float[] x = record.Array(pair[0])!.ToSingles();
            int rows = record.Array(pair[0])!.Shape[0], width = x.Length / rows;
            for (int i = 0; i < rows; i++, row++)
                if (seen.Add(new string(MemoryMarshal.Cast<float, char>([.. x.AsSpan(i * width, width), .. Target(row)]))))
                    first.Add(row);
        }
        return row >= Passes * first.Count ? [.. first] : null;

        float[] Target(int row) => all.Numbers is { } numbers ? [.. numbers.Values.Slice(row * numbers.Width, numbers.Width)]
            : [all.Classes![row]];
    }

    private static LoadedData Some(LoadedData data, int[] rows) => data.Classes is { } classes
        ? data.With(data.Inputs.Select(rows), Array.ConvertAll(rows, row => classes[row]), data.ClassNames!)
        : data.With(data.Inputs.Select(rows), data.Numbers!.Select(rows));

    private static bool IsSame(JsonElement one, JsonElement other) =>
        one.ValueKind == JsonValueKind.Number && other.ValueKind == JsonValueKind.Number && one.GetInt32() == other.GetInt32();

    private static IEnumerable<int> Labels(NdArray numbers, string[] own, string[] all) =>
        numbers.ToSingles().Select(number => Array.IndexOf(all, own[(int)number]));

    private static string[] Texts(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(text => text.GetString()!)] : [];

    private static FloatFeatures Rows(IEnumerable<NdArray> parts)
    {
        NdArray[] all = [.. parts];
        return new FloatFeatures([.. all.SelectMany(part => part.ToSingles())], all[0].Shape[1]);
    }

    private int[] Hidden() => _settings.GetProperty("hidden_layer_sizes") is { ValueKind: JsonValueKind.Number } one
        ? [one.GetInt32()]
        : [.. _settings.GetProperty("hidden_layer_sizes").EnumerateArray().Select(size => size.GetInt32())];

    private string Activation() => Text("activation") switch
    {
        "identity" => "linear",
        "logistic" => "sigmoid",
        var other => other,
    };

    // scikit-learn draws weights and biases within sqrt(6 / (inputs + outputs)), with 2 for 6 where units are logistic.
    private ExperimentLayer Dense(int inputs, int outputs, string activation, SklearnUnits units)
    {
        double spread = Text("activation") == "logistic" ? 2 : 6, bound = Math.Sqrt(spread / (inputs + outputs));
        var config = new JsonObject
        {
            ["units"] = outputs,
            ["activation"] = activation,
            ["kernel_initializer"] = Uniform(bound),
            ["bias_initializer"] = Uniform(bound),
        };
        if (Number("alpha") is > 0 and var alpha)
            config["kernel_regularizer"] = new JsonObject { ["class_name"] = "L2", ["l2"] = (float)units.Penalty(alpha) };
        return new ExperimentLayer("Dense", config);

        static JsonObject Uniform(double bound) =>
            new() { ["class_name"] = "random_uniform", ["minval"] = (float)-bound, ["maxval"] = (float)bound };
    }

    private JsonObject Optimizer(SklearnUnits units) => units.IsDescent
        ? new JsonObject
        {
            ["class_name"] = "SGD",
            ["learning_rate"] = (float)units.Rate(Number("learning_rate_init")),
            ["momentum"] = (float)Number("momentum"),
            ["nesterov"] = Number("momentum") > 0 && Flag("nesterovs_momentum"),
        }
        : new JsonObject
        {
            ["class_name"] = "Adam",
            ["learning_rate"] = (float)Number("learning_rate_init"),
            ["beta_1"] = (float)Number("beta_1"),
            ["beta_2"] = (float)Number("beta_2"),
            ["epsilon"] = (float)Number("epsilon"),
        };

    // A fifth of the rate whenever two epochs in a row bring less than tol.
    private JsonObject? Schedule(string solver) => solver != "sgd" ? null : Text("learning_rate") switch
    {
        "constant" => null,
        "adaptive" => new JsonObject
        {
            ["class_name"] = "reduce_on_plateau",
            ["factor"] = 0.2,
            ["patience"] = Number("n_iter_no_change"),
            ["min_delta"] = Number("tol"),
        },
        var other => throw new NotUnderstood($"learning_rate='{other}', which divides the rate by a power of the rows seen; Glia has " +
            "no such schedule ('constant' and 'adaptive' can be examined)"),
    };

    private string Text(string setting) => _settings.GetProperty(setting).GetString()!;

    private bool Flag(string setting) => _settings.GetProperty(setting).ValueKind == JsonValueKind.True;

    private double Number(string setting) => _settings.GetProperty(setting).GetDouble();
}
