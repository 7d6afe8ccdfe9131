using System.Runtime.InteropServices;
using Glia.Data;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;
using Glia.Training.Leaves;
using Workers = Glia.Kernels.Workers;

namespace Glia.Tests.Training;

/// <summary>
/// Processes that share the leaves of a step end with the weights of one, whatever their number. Here they are threads of one process.
/// </summary>
public sealed class ProcessGroupTests : IDisposable
{
    private const int Rows = 75, Side = 8, Leaves = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("glia-processes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static MatrixTheoryData<string, int, int> Cases => new(["dense", "convolutions", "plain"], [2, 3, 4, 5, 8], [1, 2]);

    [Theory, MemberData(nameof(Cases))]
    public void Any_number_of_processes_gives_the_weights_of_one(string network, int processes, int accumulate)
    {
        Run one = Train(network, null, accumulate);
        foreach (int threads in new[] { 1, 2 })
            foreach (Run other in Together(processes, group => Train(network, group, accumulate, threads))) Assert.Equal(one, other);
    }

    [Fact]
    public void What_one_process_is_asked_all_do()
    {
        Run whole = Train("dense", null, 1);
        string folder = Path.Combine(_folder, "asked");
        // The last one is asked to end after its third step; the first one writes the checkpoints.
        Run[] ended = Together(3, group => Train("dense", group, 1, stopAt: group.Rank == 2 ? 3 : null, checkpoints: Of(group, folder)));
        foreach (Run run in ended) Assert.Equal((Ending.Stopped, 3), (run.Ending, run.Steps));
        // And it goes on with another number of them.
        foreach (Run run in Together(4, group => Train("dense", group, 1, checkpoints: Of(group, folder)))) Assert.Equal(whole, run);
    }

    [Fact]
    public void Where_the_others_are_gone_the_run_is_written_down_and_goes_on_elsewhere()
    {
        Run whole = Train("convolutions", null, 1);
        string folder = Path.Combine(_folder, "gone");
        // In the seventh meeting, in the middle of a step, the connection is lost.
        Assert.Throws<GliaException>(() => Together(2, group => Train("convolutions",
            new Failing(group, 7, () => throw new GliaException("The connection is lost.")), 1, checkpoints: Of(group, folder))));
        Assert.True(File.Exists(Path.Combine(folder, CheckpointSlots.Files[0])));
        foreach (Run run in Together(3, group => Train("convolutions", group, 1, checkpoints: Of(group, folder)))) Assert.Equal(whole, run);
    }

    [Fact]
    public void Who_waits_in_vain_when_asked_to_end_writes_the_run_down_and_gives_up()
    {
        Run whole = Train("dense", null, 1);
        string folder = Path.Combine(_folder, "vain");
        using var end = new CancellationTokenSource();
        using var hall = new Hall(2) { AreAllAlive = true };
        // The second never comes back from its eighth meeting, and so neither does the first: both threads end with the tests.
        using var fallsSilent = new ManualResetEventSlim();
        var silent = new Failing(new Member(hall, 1), 8, () =>
        {
            fallsSilent.Set();
            Thread.Sleep(Timeout.Infinite);
        });
        var checkpoints = new Checkpoints(folder) { Every = CheckpointInterval.Epochs(100) };
        new Thread(() => Train("dense", silent, 1)) { IsBackground = true }.Start();
        new Thread(() => Train("dense", new Member(hall, 0), 1, checkpoints: checkpoints, end: end.Token)) { IsBackground = true }.Start();
        Assert.True(fallsSilent.Wait(TimeSpan.FromSeconds(60)));
        end.Cancel();
        // While it is known that the other one lives, it may just be slow.
        Assert.False(hall.IsAbandoned.Wait(TimeSpan.FromSeconds(3)));
        hall.AreAllAlive = false;
        Assert.True(hall.IsAbandoned.Wait(TimeSpan.FromSeconds(60)));
        Assert.Equal(whole, Train("dense", null, 1, checkpoints: new Checkpoints(folder)));
    }

    // 1,300 rows are three chunks, of which the last is smaller; "wide" has so many products for each answer that sharing pays.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void An_evaluation_that_is_shared_has_the_figures_of_one_that_is_not(int processes)
    {
        Run one = Judged(null);
        int[] rows = new int[processes];
        foreach (Run other in Together(processes, group => Judged(group, counted: (rank, count) => rows[rank] += count)))
            Assert.Equal(one, other);
        // Two epochs; what one process does, the others do not.
        Assert.Equal(2 * 1300, rows.Sum());
        Assert.All(rows.Take(3), mine => Assert.InRange(mine, 1, 2 * 1000));
    }

    [Fact]
    public void Where_another_one_is_lost_in_an_evaluation_the_epoch_is_gone_on_with()
    {
        Run whole = Judged(null);
        string folder = Path.Combine(_folder, "judging");
        // The network has its averaged weights then, and the checkpoint its own. One meeting is before the first epoch; of an epoch's the
        // last is about its end, and the one before the second round of the evaluation.
        int meetings = 0;
        Together(2, group => Judged(new Failing(group, int.MaxValue, () => { }) { Met = () => { if (group.Rank == 0) meetings++; } }));
        int inEvaluation = (meetings - 1) / 2;
        var lost = () =>
            Together(2, group => Judged(new Failing(group, inEvaluation, () => throw new GliaException("Lost.")), Of(group, folder)));
        Assert.Throws<GliaException>(lost);
        Assert.True(File.Exists(Path.Combine(folder, CheckpointSlots.Files[0])));
        foreach (Run run in Together(3, group => Judged(group, Of(group, folder)))) Assert.Equal(whole, run);
    }

    [Fact]
    public void Asked_to_end_while_all_evaluate_all_break_off_and_the_epoch_is_gone_on_with()
    {
        Run whole = Judged(null);
        string folder = Path.Combine(_folder, "asked-judging");
        using var end = new CancellationTokenSource();
        Run[] ended = Together(2, group => Judged(group, Of(group, folder), end: group.Rank == 1 ? end.Token : default,
            counted: (rank, _) => { if (rank == 1) end.Cancel(); }));
        foreach (Run run in ended) Assert.Equal(Ending.Stopped, run.Ending);
        foreach (Run run in Together(3, group => Judged(group, Of(group, folder)))) Assert.Equal(whole, run);
    }

    [Fact]
    public void Processes_whose_weights_differ_end()
    {
        string sentence = Assert.Throws<GliaException>(() =>
            Together(3, group => Train("plain", group, 1, seed: group.Rank == 2 ? 4UL : 3UL))).Message;
        Assert.StartsWith("After 0 steps process 2 of 3 has other weights than process 0", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "There are 9 processes and one leaf")]
    [InlineData(8, "There are 9 processes and 8 leaves")]
    public void More_processes_than_leaves_are_refused(int leaves, string sentence)
    {
        using var hall = new Hall(9);
        var options = new FitOptions { Leaves = leaves, Processes = new Member(hall, 0) };
        string said = Assert.Throws<GliaException>(() => Make("plain", 1, 3).Fit(Pictures(), options)).Message;
        Assert.StartsWith(sentence, said, StringComparison.Ordinal);
        Assert.Contains("set leaves (--leaves) to 16 or more", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 8, new[] { 0 })]
    [InlineData(0, 5, new[] { 0, 4 })]
    [InlineData(5, 8, new[] { 5, 6 })]
    [InlineData(2, 5, new[] { 2, 4 })]
    [InlineData(3, 4, new[] { 3 })]
    public void The_leaves_of_a_process_are_the_fewest_nodes(int first, int end, int[] nodes) =>
        Assert.Equal(nodes, LeafTree.Nodes(first, end));

    [Fact]
    public void A_hash_sees_every_bit()
    {
        var numbers = new float[80];
        var seen = new HashSet<ulong> { WeightsHash.Of(numbers) };
        foreach (int place in new[] { 0, 1, 15, 31, 32, 79 })
            for (int bit = 0; bit < 32; bit++)
            {
                var changed = new float[80];
                MemoryMarshal.Cast<float, uint>(changed.AsSpan())[place] = 1u << bit;
                Assert.True(seen.Add(WeightsHash.Of(changed)), $"bit {bit} of number {place}");
            }
        // Two signs, which a product carries out of the word.
        var signs = new float[80];
        signs[1] = -0f;
        signs[9] = -0f;
        Assert.True(seen.Add(WeightsHash.Of(signs)));
    }

    private sealed record Run(string Weights, string Epochs, Ending Ending, long Steps);

    private static Run Train(string network, IProcessGroup? group, int accumulate, int threads = 1, ulong seed = 3, int? stopAt = null,
        Checkpoints? checkpoints = null, CancellationToken end = default)
    {
        Trainer trainer = Make(network, threads, seed);
        History history = trainer.Fit(Pictures().Augmented(new Augmentation { Rotate = 10, Shift = 1 }), new FitOptions
        {
            Epochs = 2,
            BatchSize = 12,
            GradientAccumulationSteps = accumulate,
            Leaves = Leaves,
            Processes = group,
            Validation = Pictures(),
            Observers = stopAt is { } step ? [new Stopper(step)] : [],
            Checkpoints = checkpoints,
            CancellationToken = end,
        });
        return new Run(Convert.ToHexString(MemoryMarshal.AsBytes(trainer.Network.Weights.All)),
            string.Join('\n',
                history.Epochs.Select(epoch => $"{epoch.Loss:R} {epoch.Accuracy:R} {epoch.Validation!.Loss:R} {epoch.IsBest}")),
            history.Ending, history.Steps);
    }

    private static Run Judged(IProcessGroup? group, Checkpoints? checkpoints = null, Action<int, int>? counted = null,
        CancellationToken end = default)
    {
        Trainer trainer = Make("wide", 1, 3);
        Dataset many = Pictures(1300);
        Features inputs = counted is null ? many.Inputs : new Counted(many.Inputs, rows => counted(group!.Rank, rows));
        History history = trainer.Fit(Pictures(), new FitOptions
        {
            Epochs = 2,
            BatchSize = 12,
            Leaves = Leaves,
            EmaMomentum = 0.9,
            Processes = group,
            Validation = new Dataset(inputs, many.Targets),
            Checkpoints = checkpoints,
            CancellationToken = end,
        });
        return new Run(Convert.ToHexString(MemoryMarshal.AsBytes(trainer.Network.Weights.All)),
            string.Join('\n',
                history.Epochs.Select(epoch => $"{epoch.Loss:R} {epoch.Validation?.Loss:R} {epoch.Validation?.Accuracy:R} {epoch.IsBest}")),
            history.Ending, history.Steps);
    }

    private static Checkpoints Of(IProcessGroup group, string folder) =>
        new(folder) { Every = group.Rank == 0 ? CheckpointInterval.Epochs(100) : CheckpointInterval.Never };

    private static Trainer Make(string network, int threads, ulong seed) =>
        new(new Network(new Shape(Side, Side, 1), seed: seed, layers: network switch
        {
            "dense" => [new Flatten(), new Dense(16, "relu", kernelRegularizer: 0.01f), new Dropout(0.3f), new Dense(3, "softmax")],
            "plain" => [new Flatten(), new Dense(3, "softmax")],
            "wide" => [new Flatten(), new Dense(100, "relu"), new Dense(3, "softmax")],
            _ => [new Conv2D(5, 3, activation: "relu"), new BatchNormalization(), new SpatialDropout2D(0.2f), new MaxPooling2D(2),
            new Flatten(),
            new Dropout(0.4f), new Dense(3, "softmax")],
        }), "categorical_crossentropy", network == "plain" ? new SGD(0.1f) : new Adam(0.01f) { GlobalClipNorm = 1 }, "one_cycle", seed: 3,
    workers: new Workers(threads));

    private static Dataset Pictures(int rows = Rows)
    {
        var random = new System.Random(5);
        var inputs = new float[rows * Side * Side];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = random.NextSingle();
        return new Dataset(
            new FloatFeatures(inputs, new Shape(Side, Side, 1)), Targets.OneHot([.. Enumerable.Range(0, rows).Select(row => row % 3)]));
    }

    // Each on a thread of its own; what one of them throws is thrown.
    private static Run[] Together(int count, Func<IProcessGroup, Run> run)
    {
        using var hall = new Hall(count);
        var results = new Run[count];
        var failures = new Exception?[count];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(rank => new Thread(() =>
        {
            try
            {
                results[rank] = run(new Member(hall, rank));
            }
            catch (Exception failure)
            {
                failures[rank] = failure;
                hall.Leave();
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        if (failures.FirstOrDefault(failure => failure is not null) is { } first) throw first;
        return results;
    }

    // Where they meet: what each sent lies here while the others read it.
    private sealed class Hall(int count) : IDisposable
    {
        private readonly Barrier _barrier = new(count);
        private volatile bool _isLeft;

        public float[][] Sent { get; } = new float[count][];

        public int[][] Counts { get; } = new int[count][];

        public int Count => count;

        public ManualResetEventSlim IsAbandoned { get; } = new();

        public volatile bool AreAllAlive;

        public void Dispose()
        {
            _barrier.Dispose();
            IsAbandoned.Dispose();
        }

        public void Meet()
        {
            while (!_barrier.SignalAndWait(TimeSpan.FromMilliseconds(100)))
                if (_isLeft) throw new GliaException("Another one is gone.");
        }

        public void Leave() => _isLeft = true;
    }

    private sealed class Member(Hall hall, int rank) : IProcessGroup
    {
        public int Rank => rank;

        public int Count => hall.Count;

        public void AllToAll(ReadOnlySpan<float> send, ReadOnlySpan<int> sendCounts, Span<float> receive, ReadOnlySpan<int> receiveCounts)
        {
            (hall.Sent[rank], hall.Counts[rank]) = (send.ToArray(), sendCounts.ToArray());
            hall.Meet();
            for (int from = 0, place = 0; from < Count; place += receiveCounts[from++])
            {
                Assert.Equal(receiveCounts[from], hall.Counts[from][rank]);
                hall.Sent[from].AsSpan(hall.Counts[from].AsSpan(0, rank).ToArray().Sum(), receiveCounts[from]).CopyTo(receive[place..]);
            }
            hall.Meet();
        }

        public void AllGather(ReadOnlySpan<float> send, Span<float> receive, ReadOnlySpan<int> counts)
        {
            Assert.Equal(counts[rank], send.Length);
            hall.Sent[rank] = send.ToArray();
            hall.Meet();
            for (int from = 0, place = 0; from < Count; place += counts[from++]) hall.Sent[from].CopyTo(receive[place..]);
            hall.Meet();
        }

        public bool AreAllAlive => hall.AreAllAlive;

        public void Abandoned() => hall.IsAbandoned.Set();
    }

    // In one of its meetings something happens instead.
    private sealed class Failing(IProcessGroup group, int meeting, Action happens) : IProcessGroup
    {
        private int _meetings;

        public Action? Met { get; init; }

        public int Rank => group.Rank;

        public int Count => group.Count;

        public void AllToAll(ReadOnlySpan<float> send, ReadOnlySpan<int> sendCounts, Span<float> receive, ReadOnlySpan<int> receiveCounts)
        {
            Happen();
            group.AllToAll(send, sendCounts, receive, receiveCounts);
        }

        public void AllGather(ReadOnlySpan<float> send, Span<float> receive, ReadOnlySpan<int> counts)
        {
            Happen();
            group.AllGather(send, receive, counts);
        }

        public bool AreAllAlive => group.AreAllAlive;

        public void Abandoned() => group.Abandoned();

        private void Happen()
        {
            Met?.Invoke();
            if (++_meetings == meeting) happens();
        }
    }

    // Tells how many rows are looked at.
    private sealed class Counted : Features
    {
        private readonly Features _of;
        private readonly Action<int> _counted;

        public Counted(Features of, Action<int> counted) => (_of, _counted, Shape) = (of, counted, of.Shape);

        public override int Rows => _of.Rows;

        public override void Gather(ReadOnlySpan<int> rows, Span<float> destination, Workers? workers = null)
        {
            _counted(rows.Length);
            _of.Gather(rows, destination, workers);
        }
    }

    private sealed class Stopper(int step) : ITrainingObserver
    {
        public bool LooksAtGradients => false;

        public Answer OnStep(Trainer trainer, in StepReport report) => report.Step == step ? Answer.Stop : Answer.Continue;

        public Answer OnEpoch(Trainer trainer, EpochReport report) => Answer.Continue;
    }
}
