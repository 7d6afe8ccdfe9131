using Glia.Data;
using Glia.Kernels;
using Glia.Losses;

namespace Glia.Doctor.Trials;

/// <summary>
/// Measures any network on the same rows by its own count, independent of loss and metric: right classes against the most frequent class,
/// or squared error against the variance. Where classes are weighted, a row counts as much as its class: who weights a rare class gives up
/// rows of the others for it, and is right to.
/// </summary>
internal sealed class ReferenceRows
{
    private readonly Dataset _data;
    private readonly int[] _rows;
    private readonly int[] _expected;          // the class number or column of each row; empty for values
    private readonly double[] _means;
    private readonly int[] _counts, _found;    // rows of each label, and those of them that were answered right
    private readonly double[] _weights;         // what a row of each label counts
    private readonly double _all;               // what all rows count
    private readonly double _guessed;           // the share, so counted, that always answering the best class reaches
    private readonly ClassesAtSteps? _steps;    // where each row has a class at each step
    private int[] _said = new int[2];           // predictions of each class

    /// <summary>A yardstick of rows spread evenly over a data set.</summary>
    /// <param name="data">The rows, as the network sees them.</param>
    /// <param name="targets">What the targets mean.</param>
    /// <param name="most">How many rows to use at most.</param>
    /// <param name="classWeight">What a row of each class counts in training; null if all count alike.</param>
    public ReferenceRows(Dataset data, TargetView targets, int most = 512, IReadOnlyDictionary<int, float>? classWeight = null)
        : this(data, targets, CountingRows.Spread(data.Rows, most), classWeight)
    {
    }

    /// <summary>A yardstick of some rows of a data set.</summary>
    /// <param name="data">All rows, as the network sees them.</param>
    /// <param name="targets">What the targets of all rows mean.</param>
    /// <param name="rows">The rows to use, as far as they count.</param>
    /// <param name="classWeight">What a row of each class counts in training; null if all count alike.</param>
    public ReferenceRows(Dataset data, TargetView targets, int[] rows, IReadOnlyDictionary<int, float>? classWeight = null)
    {
        (_data, _rows) = (data, CountingRows.Among(data, rows) ?? rows);
        int count = _rows.Length;
        Targets = targets;
        _expected = targets.HasClasses ? Array.ConvertAll(_rows, row => (int)targets.Values[targets.Labels[row]]) : [];
        _counts = new int[targets.Classes];
        _found = new int[targets.Classes];
        if (targets.HasClasses)
            foreach (int row in _rows) _counts[targets.Labels[row]]++;
        _weights = [.. Enumerable.Range(0, targets.Classes).Select(label => classWeight is null || !targets.HasClasses ? 1.0
            : classWeight.GetValueOrDefault((int)targets.Values[label], 1))];
        double[] shares = [.. _counts.Zip(_weights, (rowsOf, weight) => rowsOf * weight)];
        _all = shares.Sum();
        _guessed = _all > 0 ? shares.Max() / _all : 0;
        _steps = targets.HasClasses ? null : ClassesAtSteps.Of(data.Targets, _rows);
        BaseRate = _expected.Length == 0 ? _steps?.BaseRate ?? 0
            : (double)_expected.CountBy(label => label).Max(pair => pair.Value) / count;
        _means = new double[data.Targets.Width];
        foreach (int row in _rows)
            for (int column = 0; column < _means.Length; column++) _means[column] += data.Targets[row][column] / (double)count;
    }

    /// <summary>What the targets mean.</summary>
    public TargetView Targets { get; }

    /// <summary>The share of the most frequent class among these answers: what always saying it would reach. 0 for values.</summary>
    public double BaseRate { get; }

    /// <summary>The cross-entropy of answering the class shares of these rows whatever the input; 0 for values.</summary>
    public double PriorLoss => -_counts.Where(count => count > 0).Sum(count => (double)count / Rows * Math.Log((double)count / Rows));

    /// <summary>Whether answers are right or wrong, and not near to something or far.</summary>
    public bool CountsAnswers => _expected.Length > 0 || _steps is not null;

    /// <summary>What is counted, in words: <c>400 rows</c>, or the answers at their steps.</summary>
    public string Counted => _steps is not null ? $"{_steps.Answers:N0} answers at the steps of {Rows} rows"
        : Positions > 1 ? $"{Positions * Rows:N0} answers at the {Positions} positions of {Rows} rows"
        : $"{Rows} rows";

    /// <summary>At how many positions the network measured last answers each row; 1 where once.</summary>
    public int Positions { get; private set; } = 1;

    /// <summary>How many rows it measures on.</summary>
    public int Rows => _rows.Length;

    /// <summary>
    /// A difference of skill smaller than this may be chance: three standard errors of what guessing reaches.
    /// Of a handful of rows that are all there are, one more or less.
    /// </summary>
    public double Noise => _steps is { BaseRate: < 1 and var frequent } steps
            ? 3 * Math.Sqrt(frequent * (1 - frequent) / steps.Answers) / (1 - frequent)
        : _expected.Length == 0 ? 0.02
        : _guessed >= 1 ? 1
        : Rows == _data.Rows && HeldRows.Of(Rows) == 0 ? 1.5 / Rows / (1 - _guessed)
        : 3 * Math.Sqrt(_guessed * (1 - _guessed) / Weighed) / (1 - _guessed);

    // As many rows of equal weight tell as much.
    private double Weighed => _all * _all / _counts.Zip(_weights, (rows, weight) => rows * weight * weight).Sum();

    /// <summary>
    /// The same for the mean share of each class that is found: three standard errors of the share of the rarest class, beyond what always
    /// the same answer finds.
    /// </summary>
    public double NoiseEvenly => _counts.Where(count => count > 0).DefaultIfEmpty().Min() is > 0 and var rarest
        ? 3 * Math.Sqrt(0.25 / rarest) : double.PositiveInfinity;

    /// <summary>One standard error of the base rate on the same scale, where <see cref="Noise"/> is three.</summary>
    public double StandardError => Noise / 3;

    /// <summary>How many of the rows are of each of the first classes that a network of so many can answer.</summary>
    public int[] Expected(int classes)
    {
        var counts = new int[classes];
        foreach (int label in _expected)
            if (Answer(label, classes == 2) is var right && (uint)right < (uint)classes) counts[right]++;
        return counts;
    }

    /// <summary>How often each class is answered; null for values, and where an output is not finite.</summary>
    /// <param name="outputs">What the network gave for the rows, in their order.</param>
    /// <param name="logits">Whether the output is a logit.</param>
    public int[]? Answered(in Tensor outputs, bool logits)
    {
        if (_expected.Length == 0 || double.IsNaN(Judge(outputs, logits).Skill)) return null;
        return _said[..Math.Max(2, AnswerAtEachStep.Width(_data.Targets, outputs.Shape))];
    }

    /// <summary>Runs the rows through a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="workspace">
    /// Its workspace, of at least <see cref="Rows"/> rows. Its activations are those of these rows afterwards.
    /// </param>
    /// <param name="logits">Whether the output is a logit, so that a single one answers yes above 0 instead of one half.</param>
    public Score Measure(Network network, Workspace workspace, bool logits)
    {
        _data.Inputs.Gather(_rows, workspace.Input.Take(_rows.Length).Values);
        return Judge(workspace.Forward(_rows.Length), logits);
    }

    /// <summary>The same in a workspace of its own.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">What it minimises, which says whether its outputs are logits.</param>
    public Score Measure(Network network, Loss loss) =>
        Measure(network, new Workspace(network, Rows, Workers.Single), loss.FromLogits && network.OutputActivation is null);

    /// <summary>
    /// The score these answers would have if each belonged to another row (GLIAS27):
    /// as good as the true one where the input makes no difference.
    /// </summary>
    /// <param name="outputs">What the network gave for the rows, in their order.</param>
    /// <param name="logits">Whether the output is a logit.</param>
    public Score MeasureShuffled(in Tensor outputs, bool logits)
    {
        int[] order = new SplitMix(1).Permutation(_rows.Length);
        Tensor shuffled = Tensor.Allocate(outputs.Shape, _rows.Length);
        for (int i = 0; i < order.Length; i++) outputs.Row(order[i]).CopyTo(shuffled.Row(i));
        return Judge(shuffled, logits);
    }

    private Score Judge(in Tensor outputs, bool logits)
    {
        if (AnswerAtEachStep.IsOfOneTarget(_data.Targets, outputs.Shape)) return AtEachPosition(outputs, logits);
        if (_steps is { } steps && outputs.Shape.Last == steps.Classes && outputs.Shape.Size == _data.Targets.Width)
            return steps.Judge(outputs);
        // Targets of -1 and 1 ask for the sign.
        float threshold = logits || Targets.Minimum < 0 ? 0 : 0.5f;
        return _expected.Length > 0 ? Classes(outputs, threshold) : Values(outputs);
    }

    // Each answer is held against the row's target, as the loss and its figures hold it. What is said of all of them is the vote.
    private Score AtEachPosition(in Tensor outputs, bool logits)
    {
        int positions = Positions = outputs.Shape.Positions;
        double skill = 0, accuracy = 0, evenly = 0;
        for (int position = 0; position < positions; position++)
        {
            Score score = Judge(AnswerAtEachStep.At(outputs, position), logits);
            skill += score.Skill / positions;
            accuracy += score.Accuracy / positions;
            evenly += score.Evenly / positions;
        }
        return Judge(AnswerAtEachStep.Mean(outputs), logits) with { Skill = skill, Accuracy = accuracy, Evenly = evenly };
    }

    private Score Classes(in Tensor outputs, float threshold)
    {
        int units = outputs.Shape.Size, hits = 0, top = -1, topCount = 0;
        _found.AsSpan().Clear();
        if (_said.Length < units) _said = new int[units];
        // Class numbers can be anything where the labels are wrong; only those a network can say are counted.
        Span<int> said = _said.AsSpan(0, Math.Max(2, units));
        said.Clear();
        for (int i = 0; i < _rows.Length; i++)
        {
            ReadOnlySpan<float> row = outputs.Row(i);
            int predicted = units == 1 ? (row[0] > threshold ? 1 : 0) : Reduce.ArgMax(row);
            if (!float.IsFinite(row[predicted < units ? predicted : 0])) return Score.NotFinite;
            int expected = Answer(_expected[i], units == 1);
            if (predicted == expected)
            {
                hits++;
                _found[Targets.Labels[_rows[i]]]++;
            }
            if (++said[predicted] > topCount) (top, topCount) = (predicted, said[predicted]);
        }
        double accuracy = (double)hits / _rows.Length;
        double right = 0;
        for (int label = 0; label < _found.Length; label++) right += _found[label] * _weights[label];
        right /= _all;
        double skill = _guessed < 1 ? (right - _guessed) / (1 - _guessed) : 0;
        return new Score(skill, accuracy, top, (double)topCount / _rows.Length) { Evenly = Evenly() };
    }

    // Yes and no may be written as 1 and -1.
    private int Answer(int label, bool ofOne) => ofOne && Targets.Kind == TargetKind.Binary ? (label > 0 ? 1 : 0) : label;

    // The mean share of each class that is found, from 0 for always the same class to 1.
    private double Evenly()
    {
        double recall = 0;
        int classes = 0;
        for (int label = 0; label < _counts.Length; label++)
        {
            if (_counts[label] == 0) continue;
            recall += (double)_found[label] / _counts[label];
            classes++;
        }
        return classes < 2 ? 0 : (recall - 1) / (classes - 1);
    }

    private Score Values(in Tensor outputs)
    {
        int width = _data.Targets.Width, units = outputs.Shape.Size;
        if (units != width) return Score.OfValues(0);
        double errors = 0, variance = 0;
        // At several positions the mean of a number is that over all of them, as R2 has it.
        int numbers = outputs.Shape.Last;
        var means = new double[numbers];
        for (int column = 0; column < width; column++) means[column % numbers] += _means[column] * numbers / width;
        for (int i = 0; i < _rows.Length; i++)
        {
            ReadOnlySpan<float> row = outputs.Row(i), target = _data.Targets[_rows[i]];
            for (int column = 0; column < width; column++)
            {
                double error = row[column] - target[column], distance = target[column] - means[column % numbers];
                errors += error * error;
                variance += distance * distance;
            }
        }
        // Far below zero is as bad as it gets; the number itself would only hide what other runs do.
        return Score.OfValues(!double.IsFinite(errors) ? double.NaN : variance > 0 ? Math.Max(-1, 1 - errors / variance) : 0);
    }
}
