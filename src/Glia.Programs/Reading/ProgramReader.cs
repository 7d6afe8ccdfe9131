using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>
/// Reads a program out of its tape: its first step, and, where there is one, a late step with the evaluation that follows.
/// </summary>
internal sealed class ProgramReader(Tape tape)
{
    // By how much a rate must rise to be another one. Convention.
    private const double WarmsUp = 2;

    private IReadOnlySet<int> _trainingPlaces = new HashSet<int>();
    private int _anchors = 1;
    // Where the weights of the step that was read last were made, as far as that is known.
    private int _born = -1;
    // Whether the layers of the first window were found, and something about them is not understood.
    private bool _isRefused;
    // How many layers were found at most.
    private int _layers;

    /// <summary>What was understood, in words.</summary>
    public string Understood { get; private set; } = "";

    /// <summary>What was not understood, of the window of which most was; null if one was understood whole.</summary>
    public string? Problem { get; private set; }

    /// <summary>
    /// Whether its weights may show in its own numbers: it multiplies vectors with vectors alone, which may be lists, or it has one layer
    /// at most, between which and the change of the weights may be a threshold.
    /// </summary>
    public bool MayBeOfNumbers => !tape.IsPlain && (_layers <= 1 || tape.Windows.Where(window => window.Kind != "units")
        .SelectMany(window => tape.Operations.Take(window.To).Skip(window.From)).Where(Product.IsNamed)
        .All(product => product.Values.All(value => tape.Values[value].Shape.Length < 2)));

    /// <summary>How far outputs and targets were apart in each step that was understood, by its number.</summary>
    public IReadOnlyDictionary<long, double> Distances { get; private set; } = new Dictionary<long, double>();

    /// <summary>Every step of the network that was understood, in order.</summary>
    public IReadOnlyList<RecordedStep> All { get; private set; } = [];

    /// <summary>The steps that were understood, the first one first; none if <see cref="Problem"/> says why.</summary>
    public IReadOnlyList<RecordedStep> Read()
    {
        List<(RecordedStep Step, TapeWindow Window, StepReader Reader)> steps = [];
        foreach (TapeWindow window in tape.Windows.Where(window => window.Kind is not ("place" or "units"))
            .OrderBy(window => window.From))
            if (Whole(window) is { } read) steps.Add(window.Kind == "evaluation" ? Last(read) : read);
        // Where other networks, tried out before, were taken for the training, that itself was seen as something new.
        if (steps.Count == 0)
            steps.AddRange(tape.Windows.Where(window => window.Kind == "place").OrderBy(window => window.From)
                .Select(Again).OfType<(RecordedStep, TapeWindow, StepReader)>());
        // The same step, put together of single units where no layers were found: what was found and refused stays refused.
        if (steps.Count == 0 && !_isRefused && tape.Windows.FirstOrDefault(window => window.Kind == "units") is { } units
            && Again(units) is { } put) steps.Add(put with { Step = put.Step with { IsOfUnits = true } });
        if (steps.Count == 0) return [];
        Distances = DistancesOf(steps[0].Step, steps.Select(read => read.Step));
        // The rows of a step that a window opens with were taken before it: other steps show from where.
        HashSet<Stretch> trainedOn = [.. steps.SelectMany(read => read.Step.TrainedOn)];
        steps = [.. steps.Select(read => read with { Step = read.Step with { TrainedOn = trainedOn } })];
        All = [.. steps.Select(read => read.Step).Where(step => IsSameNetwork(steps[0].Step, step))];
        Problem = null;
        var first = steps[0];
        (_trainingPlaces, _anchors) = (first.Reader.TrainingPlaces, first.Reader.Anchors);
        Understood = first.Reader.Understood;
        // What was tried out is not what the program is about.
        if (first.Step.IsTrial && steps.Find(read => !read.Step.IsOfFirstTraining) is { Reader: not null } longer) first = longer;
        // Whoever begins with small steps, to warm up or to see which rate is good, goes on with larger ones: those stand for the run.
        if (first.Step.Rate * WarmsUp < All.Max(step => step.Rate) && steps.Find(read => IsSameNetwork(first.Step, read.Step)
            && read.Step.Rate * WarmsUp >= All.Max(step => step.Rate)) is { Step: { } warm } up)
            first = up with { Step = Later(warm, first.Step) };
        // A step that hits its targets has no gradient to show: the first that misses some stands for the start.
        if (!Misses(first.Step)
            && steps.Find(read => Misses(read.Step) && IsSameNetwork(first.Step, read.Step)) is { Step: { } missing } better)
            first = better with { Step = Later(missing, first.Step) };
        // The last window that holds a step and an evaluation, else the last evaluation after any step.
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            if (!IsSameNetwork(first.Step, steps[i].Step) || After(steps[i]) is not { } evaluation) continue;
            return steps[i].Reader == first.Reader ? [first.Step with { Evaluation = evaluation }]
                : [first.Step, Later(steps[i].Step, first.Step) with { Evaluation = evaluation }];
        }
        foreach (TapeWindow window in tape.Windows.Where(window => window.Kind == "place").OrderByDescending(window => window.From))
            if (Alone(window, first.Step) is { } later) return [first.Step, later];
        return [first.Step];
    }

    // A later window may have opened amid the rows of a step, whose first rows nobody saw: the step after it is whole.
    private (RecordedStep Step, TapeWindow Window, StepReader Reader)? Whole(TapeWindow window)
    {
        if (Try(window) is not { } read) return Behind(window);
        if (window.Kind == "first" || read.Step.Passes == 1) return read;
        return read.Reader.Next < window.To ? Try(window with { From = read.Reader.Next }) : null;
    }

    // So often is looked again where other networks, such as one made to try a layer out, may have been before. A convention.
    private const int MostBefore = 8;

    // What a window begins with need not be a step of the network: behind each update the next thing computed is another step.
    private (RecordedStep Step, TapeWindow Window, StepReader Reader)? Behind(TapeWindow window)
    {
        var whole = new StepReader(new Graph(tape, window));
        foreach (int from in whole.Changes.Take(MostBefore).Select(change => change + 1))
        {
            if (from >= window.To || Again(window with { From = from }) is not { } read || !whole.BeginsWith(read.Reader)) continue;
            bool isChanged = tape.Operations.Skip(window.From).Take(from - window.From)
                .Any(operation => operation.Results.Intersect(read.Reader.Weights).Any());
            return isChanged && window.Kind == "first" ? read with { Step = read.Step with { Step = null } } : read;
        }
        return null;
    }

    // What is not understood is said of the first look.
    private (RecordedStep Step, TapeWindow Window, StepReader Reader)? Again(TapeWindow window)
    {
        (string understood, string? problem) = (Understood, Problem);
        if (Try(window) is { } read) return read;
        (Understood, Problem) = (understood, problem);
        return null;
    }

    // The step right before an evaluation is the last whole one of its window.
    private (RecordedStep, TapeWindow, StepReader) Last((RecordedStep Step, TapeWindow Window, StepReader Reader) read)
    {
        while (read.Reader.Next < read.Window.To && Try(read.Window with { From = read.Reader.Next }) is { } next) read = next;
        return read;
    }

    private (RecordedStep Step, TapeWindow Window, StepReader Reader)? Try(TapeWindow window)
    {
        var reader = new StepReader(new Graph(tape, window));
        try
        {
            RecordedStep step = reader.Read();
            if (window.Kind == "first") CheckByNext(step, window with { From = reader.Next });
            long number = window.Kind is "first" or "units" ? 0 : window.Anchors / reader.Anchors;
            // Where most of the run lies behind a step, the little that is left says nothing of its rate.
            // A program that fails or exits by itself, behind its training mostly, makes no more than it has made.
            // Nor is it known how long one of single numbers goes on that could not be followed.
            bool wasStopped = tape.Ended is "enough" or "limit" || (tape.IsPlain && tape.Followed is not { IsWhole: true });
            // Of several trainings the first one's steps are its own, where none is longer; how long a later one goes on is not known.
            if (reader.BornAt >= 0) _born = reader.BornAt;
            var trainings = Trainings.Of(tape, _born, reader.Anchors);
            bool isFirst = trainings.IsInFirst(window.Anchors);
            long made = trainings.EndOfFirst / reader.Anchors;
            bool isKnown = !wasStopped && isFirst && !trainings.FirstIsTrial;
            long? all = isKnown && IsRestLong(made) ? made : null;
            long least = trainings.AreSeveral ? 0 : StepCount.AtLeast(tape, reader.Updated, reader.Born) / reader.Anchors;
            // A program that ended before its weights changed twice and were used has made the updates that its window shows.
            if (tape is { Ended: "finished", Anchors: 0, IsPlain: false } && window.Kind is "first"
                && window.To == tape.Windows.Max(one => one.To))
                all = reader.Updates;
            if (tape.Followed is { IsWhole: true } run) return (FollowedStep.Of(step, run, wasStopped), window, reader);
            return (step with
            {
                IsOfUnits = tape.IsPlain,
                Step = number,
                IsOfFirstTraining = isFirst,
                IsTrial = isFirst && trainings.FirstIsTrial,
                Steps = all,
                StepsAtLeast = wasStopped && IsRestLong(least) ? least : null,
            }, window, reader);

            bool IsRestLong(long made) => made > Math.Max(2 * number, 1);
        }
        catch (NotUnderstood not)
        {
            _layers = Math.Max(_layers, reader.Weights.Count);
            if (Understood.Length == 0 || reader.Understood.Length > Understood.Length)
                (Understood, Problem) = (reader.Understood, not.Message);
            _isRefused |= window.Kind == "first" && reader.Understood.Length > 0 && !not.IsOfForm;
            return null;
        }
    }

    // Weights that are all zero show nothing of the functions behind them: where the next step shows others, they are not understood.
    private void CheckByNext(RecordedStep step, TapeWindow rest)
    {
        if (step.Layers.All(layer => layer.Weights.Values.Any(weight => weight != 0))) return;
        var next = new StepReader(new Graph(tape, rest));
        try
        {
            IEnumerable<string> then = next.Read().Layers.Select(layer => layer.Activation);
            if (!then.SequenceEqual(step.Layers.Select(layer => layer.Activation)))
                throw new NotUnderstood("the functions of its layers: the second step shows others than the first, whose weights are zero");
        }
        catch (NotUnderstood) when (next.Understood.Length == 0)
        {
            // The window ends before there is a next step.
        }
    }

    private RecordedAnswers? After((RecordedStep Step, TapeWindow Window, StepReader Reader) read)
    {
        var graph = new Graph(tape, read.Window);
        return new EvaluationReader(graph, read.Reader.WeightsAfter, read.Step, IsTraining).Read();
    }

    // The mean square of what is between outputs and targets; class numbers are rows with a one at the class.
    private static Dictionary<long, double> DistancesOf(RecordedStep network, IEnumerable<RecordedStep> steps)
    {
        var distances = new Dictionary<long, double>();
        foreach (RecordedStep step in steps)
        {
            if (step is not { Step: { } number, Outputs: { } outputs } || outputs.Rows != step.Y.Rows) continue;
            if (!IsSameNetwork(network, step)) continue;
            double sum = 0;
            for (int i = 0; i < outputs.Rows; i++)
                for (int j = 0; j < outputs.Columns; j++)
                {
                    double wanted = step.Y.Columns == outputs.Columns ? step.Y[i, j] : step.Y[i, 0] == j ? 1 : 0;
                    sum += (outputs[i, j] - wanted) * (outputs[i, j] - wanted);
                }
            distances[number] = sum / outputs.Values.Length;
        }
        return distances;
    }

    // Where the weights were made is known of the first step alone.
    private static RecordedStep Later(RecordedStep step, RecordedStep first)
    {
        var sources = new Dictionary<string, Statement>(step.Sources);
        foreach (var (name, source) in first.Sources)
            if (name.EndsWith("_start", StringComparison.Ordinal)) sources[name] = source;
        return step with { Start = first.Step is > 0 ? first.Start : first.Layers, Sources = sources };
    }

    // The network as it stands at an evaluation long after the recorded steps: its weights, and no step.
    private RecordedStep? Alone(TapeWindow window, RecordedStep network)
    {
        var graph = new Graph(tape, window);
        if (WeightsByShape.Find(graph, network) is not { } weights) return null;
        if (new EvaluationReader(graph, weights, network, IsTraining).Read() is not { } answers) return null;
        try
        {
            if (UsedWeights.Of(graph, weights) is not { } used) return null;
            return network with
            {
                Layers = [.. network.Layers.Zip(used).Select(pair => new RecordedLayer
                {
                    Weights = pair.First.BiasRow?.Upright(pair.Second.Weights) ?? pair.Second.Weights,
                    Bias = pair.Second.Bias,
                    BiasRow = pair.First.BiasRow,
                    Activation = pair.First.Activation,
                }.Scaled(pair.First.Steepness))],
                Start = network.Layers,
                Outputs = null,
                Rate = null,
                Step = window.Anchors / _anchors,
                Steps = null,
                StepsAtLeast = null,
                Evaluation = answers,
            };
        }
        catch (NotUnderstood)
        {
            return null;
        }
    }

    private bool IsTraining(Operation operation) => _trainingPlaces.Contains(operation.Place);

    // By half a per cent, in any output: less than that is next to nothing beside what rounds off. A convention.
    private static bool Misses(RecordedStep step) =>
        step.Outputs is not { } outputs || outputs.Rows != step.Y.Rows || outputs.Columns != step.Y.Columns
        || outputs.Values.Zip(step.Y.Values).Any(pair => !(Math.Abs(pair.First - pair.Second) < 0.005));

    private static bool IsSameNetwork(RecordedStep one, RecordedStep other) =>
        one.Layers.Count == other.Layers.Count && one.Layers.Zip(other.Layers).All(pair =>
            pair.First.Weights.Rows == pair.Second.Weights.Rows && pair.First.Weights.Columns == pair.Second.Weights.Columns);
}
