using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Experiments;
using Glia.Programs.Reading;
using Glia.Programs.Tapes;

namespace Glia.Programs.Frameworks;

/// <summary>
/// Reads a program that trains with PyTorch: the network is followed from the loss back to the data, held against the outputs that PyTorch
/// computed, and becomes an experiment with its data. What the program's own loop does beside that becomes faults of the loop.
/// </summary>
internal sealed class TorchReader(LibraryRecord library, Tape tape, string name)
{
    private readonly TorchRecord _record = new(library, tape);

    /// <summary>What was understood before it failed, in words.</summary>
    public string Understood { get; private set; } = "";

    /// <summary>The experiment that the program is.</summary>
    /// <exception cref="NotUnderstood">Glia has no counterpart; half a sentence that says for what.</exception>
    public ReadExperiment Read()
    {
        int backward = _record.Next("backward");
        if (backward < 0 || TorchOperation.TensorIn(_record.Events[backward][1]) is not { } root)
            throw new NotUnderstood("a backward pass: none was seen");
        _record.GiveAxes();
        TorchLoss loss = TorchLoss.Read(_record, root);
        TorchChain chain = TorchChain.Of(_record, Logits(loss));
        TorchPasses.Check(_record, chain, backward);
        if (_record.Said.GetProperty("phases").GetBoolean())
            throw new NotUnderstood("its training in phases, of which each moves other weights");
        int step = _record.Next("step", backward);
        var update = TorchUpdate.Read(_record, backward, step, loss);
        Dictionary<int, string> still = StillWeights(chain, update);
        var network = new TorchNetwork(_record, chain, still.Keys.ToHashSet(),
            kernel => loss.Penalty?.Words(kernel, loss.Scale / loss.PenaltyScale));
        Understood = $"{Words.Count(network.Layers.Count(part => part.Main.Kernel is not null), "layer")}, {network.Sizes}";
        if (_record.Values[chain.Input].Shape.Length < 2)
            throw new NotUnderstood("the inputs, which have no rows");
        TorchCheck.Check(_record, network);
        var rows = new TorchRows(_record);
        LoadedData data = Rows(rows, chain.Input, loss);
        int batch = _record.Values[chain.Input].Shape[0] * update.Passes, trained = data.Rows;
        TorchEvaluation? evaluation = TorchEvaluation.Last(_record);
        if (Test(evaluation, loss, data) is { } test) data = LoadedParts.Join(data, null, test);
        var loops = new TorchLoops(_record, tape.Ended == "finished");
        int perEpoch = Math.Max(1, (trained + batch - 1) / batch);
        ILoopFault[] ofSteps =
        [
            .. ((ILoopFault?[])[TorchSameRows.Find(_record, rows, chain.Input), TorchLostPasses.Find(_record, step, update),
                TorchAnew.Find(_record, perEpoch)]).OfType<ILoopFault>(),
        ];
        var experiment = new Experiment
        {
            Name = name,
            Data = new ExperimentData { Source = name },
            Network = [.. network.Layers.Select(part => part.Layer)],
            Training = new ExperimentTraining
            {
                Loss = loss.Words,
                ClassWeight = loss.ClassWeight(data.Numbers is { Width: 1 } labels ? labels.Values : []),
                Optimizer = update.Optimizer,
                Schedule = Schedule(),
                BatchSize = Math.Min(batch, trained),
                Epochs = loops.Epochs(perEpoch),
                Shuffle = Shuffles(rows, batch, trained),
            },
        };
        var words = new TorchWords(_record, network, loss, update, rows.Loader, loops);
        return new ReadExperiment(Understood, experiment, data, words)
        {
            NotJudged = new Dictionary<Fault, string>(NotJudged(loops, loss, ofSteps.Length > 0)),
            Begin = start => network.SetWeights(start),
            IsPretrained = still.Count > 0 && still.All(one => one.Value == TorchStillLayer.Frozen && HaveLearned(one.Key)),
            Lived = TorchOwnRun.Lived(_record, loss, data),
            Faults = [.. Faults(chain, network, loss, update, still, evaluation, backward), .. ofSteps],
        };
    }

    private IEnumerable<KeyValuePair<Fault, string>> NotJudged(TorchLoops loops, TorchLoss loss, bool areLost)
    {
        if (areLost)
            yield return new(Glia.Doctor.Rules.Faults.StoppedTooEarly,
                "Most of what the program computes comes to no step of its weights.");
        else if (!loops.AreKnown)
            yield return new(Glia.Doctor.Rules.Faults.StoppedTooEarly,
                "The program was stopped before its end, and nothing says how long it means to train.");
        // Whoever draws them means to learn them by heart.
        if (TorchDrawn.At(_record, loss.Targets) is { } drawn)
            yield return new(Glia.Doctor.Rules.Faults.LabelsShuffledApart,
                $"The program draws its targets at random{(drawn.Line is { } line ? $" in line {line.Line}" : "")}: they have no " +
                "relation to the inputs on purpose.");
    }

    // A loss of logarithms wants logits here: it takes the softmax and its logarithm itself.
    private int Logits(TorchLoss loss)
    {
        int outputs = loss.Outputs;
        if (loss.Call.Name is not ("nll_loss" or "cross_entropy")) return outputs;
        if (_record.MakerOf(outputs) is { Name: "log" } log) outputs = log.Tensors.First();
        if (_record.MakerOf(outputs) is { } call && !TorchWrongAxis.IsOverRows(_record, call)
            && (call.Name == "log_softmax" || (loss.Call.Name == "nll_loss" && call.Name == "softmax"))) outputs = call.Tensors.First();
        return outputs;
    }

    // Weights that no step moves, each with the reason.
    private Dictionary<int, string> StillWeights(TorchChain chain, TorchUpdate update)
    {
        Dictionary<int, string> still = [];
        bool isCut = false;
        foreach (TorchLayer layer in Enumerable.Reverse(chain.Layers))
        {
            isCut |= layer.IsCutAbove;
            if (layer.Kernel is not { } kernel) continue;
            if (isCut) still[kernel] = TorchStillLayer.Cut;
            else if (!_record.Values[kernel].Differentiated) still[kernel] = TorchStillLayer.Frozen;
            else if (!_record.PartsOf(kernel).All(part => _record.Values[part].IsWeight))
                throw new NotUnderstood("weights that are computed from those of another layer");
            else if (update.Moved is { } moved && !_record.PartsOf(kernel).All(moved.Contains))
            {
                // The optimizer has it, and it is another value by then.
                if (_record.PartsOf(kernel).Any(part => moved.Any(one => _record.Values[one].Identity == _record.Values[part].Identity)))
                    throw new NotUnderstood("weights that are changed between the forward pass and the step");
                still[kernel] = TorchStillLayer.NotRegistered;
            }
        }
        return still;
    }

    // Whether weights were trained before, or loaded.
    private bool HaveLearned(int kernel) => _record.PartsOf(kernel).All(part =>
        _record.Said.GetProperty("learned").EnumerateArray().Any(one => one.GetInt32() == part));

    private LoadedData Rows(TorchRows rows, int input, TorchLoss loss)
    {
        int[] shape = _record.Values[input].Shape, targetShape = _record.Values[loss.Targets].Shape;
        try
        {
            (float[] x, float[] y) = Paired(rows, input, loss.Targets);
            return Made(x, shape, y, targetShape, loss);
        }
        catch (NotUnderstood) when (TorchFed.Of(_record, input, loss.Targets) is { } fed)
        {
            return Made(fed.X, shape, fed.Y, targetShape, loss);
        }
    }

    private (float[] X, float[] Y) Paired(TorchRows rows, int input, int target)
    {
        (float[] x, int count) = rows.Of(input);
        var others = new TorchRows(_record);
        (float[] y, int targets) = others.Of(target);
        // A part that every step takes anew.
        if (targets != count && others.Same(target) is { } same && same.Rows == count) (y, targets) = same;
        if (targets != count) throw new NotUnderstood($"the data: {count} rows of inputs and {targets} of targets were found");
        if (rows.Found is { } places && _record.Values[target].Contents is { } batch && !Belong(places, y, batch.ToSingles(), targets))
            throw new NotUnderstood("which targets belong to which inputs");
        return (x, y);
    }

    // Rows that are found twice among the inputs may have either target.
    private static bool Belong(List<int> places, float[] all, float[] batch, int rows)
    {
        int width = all.Length / rows, agree = 0;
        for (int i = 0; i < places.Count && (i + 1) * width <= batch.Length; i++)
            if (all.AsSpan(places[i] * width, width).SequenceEqual(batch.AsSpan(i * width, width))) agree++;
        return 2 * agree > places.Count;
    }

    private static LoadedData Made(float[] x, int[] shape, float[] y, int[] targetShape, TorchLoss loss)
    {
        var inputs = new FloatFeatures(TorchNetwork.ChannelsLast(x, shape.AsSpan(1)), TorchNetwork.ShapeOf(shape.AsSpan(1)));
        // Outputs of one number a row are compared with one number a row, in whatever shape both are.
        bool isFlat = targetShape.Length < 2 && loss.Words["class_name"]!.GetValue<string>() == "sparse_categorical_crossentropy";
        int width = y.Length / inputs.Rows;
        return LoadedData.OfNumbers(inputs, isFlat ? new Targets(y) : new Targets(y, width));
    }

    // Rows that were evaluated and are not those that train.
    private LoadedData? Test(TorchEvaluation? evaluation, TorchLoss loss, LoadedData training)
    {
        if (evaluation?.Labels is not { } labels) return null;
        try
        {
            (float[] x, int count) = new TorchRows(_record).OfEvaluation(evaluation.Chain.Input);
            (float[] y, int targets) = new TorchRows(_record).OfEvaluation(labels);
            int[] shape = _record.Values[evaluation.Chain.Input].Shape;
            if (targets != count || x.Length / count != training.Inputs.Shape.Size || y.Length / count != training.Numbers!.Width
                || count == training.Rows) return null;
            return Made(x, shape, y, _record.Values[loss.Targets].Shape, loss);
        }
        catch (NotUnderstood)
        {
            return null;
        }
    }

    private JsonObject? Schedule()
    {
        double[][] rates = [.. _record.Said.GetProperty("rates").EnumerateArray()
            .Select(pair => (double[])[pair[0].GetDouble(), pair[1].GetDouble()])];
        if (rates.Length < 2 || rates[0][1] == 0) return null;
        var schedule = new RecordedRates([.. rates.Select(rate => rate[0])], [.. rates.Select(rate => rate[1] / rates[0][1])]);
        return (JsonObject)Schedules.ScheduleCatalogue.ToJson(schedule);
    }

    private bool Shuffles(TorchRows rows, int batch, int trained) => batch < trained
        && (rows.Loader < 0 || _record.Said.GetProperty("loaders")[rows.Loader].GetProperty("shuffle").GetBoolean());

    private IEnumerable<ILoopFault> Faults(TorchChain chain, TorchNetwork network, TorchLoss loss, TorchUpdate update,
        Dictionary<int, string> still, TorchEvaluation? evaluation, int backward)
    {
        if (TorchUncleared.Find(_record, backward, update) is { } uncleared) yield return uncleared;
        if (TorchBroadcast.Find(_record, loss) is { } broadcast) yield return broadcast;
        if (TorchWrongAxis.Find(_record, chain) is { } axis) yield return axis;
        if (TorchRawLogarithm.Find(_record, loss) is { } raw) yield return raw;
        if (still.Count > 0) yield return new TorchStillLayer(_record, network, still);
        if (evaluation is not null && TorchTrainingMode.Find(_record, evaluation) is { } mode) yield return mode;
    }
}
