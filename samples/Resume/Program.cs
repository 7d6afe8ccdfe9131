// A program that can be ended at any moment and goes on where it was.
//   1. FitOptions.Checkpoints names a folder. While it trains, a run writes there where it stands.
//   2. The same program started again goes on after the last checkpoint. Here the run is ended by a token in the middle of its third epoch,
//      and Fit is called again as a new process would call it: with a new network and a new trainer.
//   3. The weights are those of a run that was never ended, bit for bit.
//   4. What an observer remembers becomes part of the checkpoint if it is an IStatefulObserver.
using Glia;
using Glia.Data;
using Glia.Layers;
using Glia.Training;

var dice = new Random(11);
var points = Enumerable.Range(0, 600).Select(_ => (X: 4 * dice.NextDouble() - 2, Y: 4 * dice.NextDouble() - 2)).ToArray();
Dataset disc = Dataset.From(points, point => new[] { point.X, point.Y }, point => point.X * point.X + point.Y * point.Y < 2);
string folder = Path.Combine(Path.GetTempPath(), $"disc-{Environment.ProcessId}");

float[] whole = Train(checkpoints: null, endAt: null).Weights;

var checkpoints = new Checkpoints(folder) { Tell = Console.WriteLine };
(_, long steps) = Train(checkpoints, endAt: 48);
Console.WriteLine($"ended after {steps} steps");
(float[] weights, steps) = Train(checkpoints, endAt: null);
Console.WriteLine($"went on to {steps} steps");
Console.WriteLine(weights.AsSpan().SequenceEqual(whole) ? "the same weights, bit for bit" : "other weights");
Directory.Delete(folder, recursive: true);

(float[] Weights, long Steps) Train(Checkpoints? checkpoints, int? endAt)
{
    var network = new Network(2, new Dense(24, "tanh"), new Dropout(0.1f), new Dense(1, "sigmoid"));
    var trainer = new Trainer(network, "binary_crossentropy", "Adam", "one_cycle", seed: 3);
    using var end = new CancellationTokenSource();
    var counter = new Counter(endAt, end);
    trainer.Fit(disc, new FitOptions
    {
        Epochs = 6,
        EmaMomentum = 0.98,
        Checkpoints = checkpoints,
        Observers = [counter],
        CancellationToken = end.Token,
    });
    return (network.Weights.All.ToArray(), counter.Steps);
}

internal sealed class Counter(int? endAt, CancellationTokenSource end) : IStatefulObserver
{
    public long Steps { get; private set; }

    public string StateName => "counter";

    public bool LooksAtGradients => false;

    public Answer OnStep(Trainer trainer, in StepReport report)
    {
        if (++Steps == endAt) end.Cancel();
        return Answer.Continue;
    }

    public void Save(StateWriter state) => state.Add("steps", Steps);

    public void Load(StateReader state) => Steps = state.Whole("steps");
}
