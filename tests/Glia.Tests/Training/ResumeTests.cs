using CsCheck;
using Glia.Data;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Schedules;
using Glia.Training;
using Workers = Glia.Kernels.Workers;

namespace Glia.Tests.Training;

/// <summary>A run that is ended anywhere and goes on gives what a run gives that was never ended, to the bit.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int Rows = 90, Side = 6;

    private static readonly Gen<Func<Optimizer>> Optimizers = OneOf<Optimizer>(
        () => new SGD(0.05f), () => new SGD(0.05f, momentum: 0.9f), () => new SGD(0.05f, 0.9f, nesterov: true) { Decay = 0.01f },
        () => new Adam(0.01f), () => new Adam(0.01f, amsgrad: true) { ClipNorm = 1 }, () => new AdamW(0.01f), () => new Nadam(0.01f),
        () => new RMSprop(0.01f), () => new RMSprop(0.01f, momentum: 0.5f, centered: true) { GlobalClipNorm = 1 },
        () => new Adagrad(0.05f), () => new Adadelta(0.5f), () => new TorchSGD(0.05f, momentum: 0.9f), () => new TorchAdam(0.01f),
        () => new TorchAdamW(0.01f), () => new TorchRMSprop(0.01f, momentum: 0.5f));

    private static readonly Gen<Func<Schedule>> Schedules = OneOf<Schedule>(
        () => new ConstantRate(), () => new StepDecay(2, 0.5), () => new ExponentialDecay(0.9), () => new Cosine(), () => new Warmup(0.3),
        () => new OneCycle(), () => new ReduceOnPlateau(0.5, patience: 1, minDelta: 0.05, cooldown: 1));

    private static readonly Gen<Setting> Settings = Gen.Select(Optimizers, Schedules, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[0, 3],
        Gen.Int[0, 2], (optimizer, schedule, ema, augment, random, held, halvings) =>
            new Setting(optimizer, schedule, ema, augment, random, held, 1 << halvings));

    private readonly string _folder = Directory.CreateTempSubdirectory("glia-resume-").FullName;

    private sealed record Setting(Func<Optimizer> Optimizer, Func<Schedule> Schedule, bool Ema, bool Augment, bool Random, int Held,
        int Leaves = 1);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Whatever_a_run_remembers_comes_back_to_the_bit() => Gen.Select(Settings, Gen.Int[1, 23], Gen.Int[1, 23]).Sample(
        (setting, first, second) =>
        {
            Result whole = Run(setting, null);
            string folder = Path.Combine(_folder, Path.GetRandomFileName());
            // Ended twice: what goes on can be ended again.
            Run(setting, Often(folder), first);
            Run(setting, Often(folder), second);
            Same(whole, Run(setting, Often(folder)));
            // A run that is over is over: nothing is trained again.
            Same(whole, Run(setting, Often(folder)));
        }, iter: 60, threads: 1);

    [Fact]
    public void The_checkpoint_of_any_step_will_do() => Gen.Select(Settings, Gen.Int[1, 7]).Sample((setting, every) =>
    {
        Result whole = Run(setting, null);
        string folder = Path.Combine(_folder, Path.GetRandomFileName());
        // It dies without a word, unless early stopping comes first: what is there is the last checkpoint of its interval.
        var checkpoints = new Checkpoints(folder) { Every = CheckpointInterval.Steps(every) };
        Exception? end = Record.Exception(() => Run(setting, checkpoints, dieAt: 17));
        Assert.True(end is Died || (end is null && whole.Ending == Ending.EarlyStopped), end?.ToString());
        Same(whole, Run(setting, Often(folder)));
    }, iter: 30, threads: 1);

    [Fact]
    public void A_damaged_checkpoint_is_told_and_the_one_before_is_used()
    {
        var setting = new Setting(() => new Adam(0.01f), () => new OneCycle(), false, false, false, 1);
        Result whole = Run(setting, null);
        foreach (string file in CheckpointSlots.Files)
        {
            string folder = Path.Combine(_folder, Path.GetRandomFileName()), path = Path.Combine(folder, file);
            Run(setting, Often(folder), stopAt: 9);
            byte[] bytes = File.ReadAllBytes(path);
            bytes[^100] ^= 1;
            File.WriteAllBytes(path, bytes);
            var told = new List<string>();
            Same(whole, Run(setting, Often(folder) with { Tell = told.Add }));
            string other = Path.Combine(folder, CheckpointSlots.Files.Single(name => name != file));
            string why = $"The checkpoint {path} is damaged and is not used ({path} does not have its check sum)";
            Assert.Equal([$"{why}; the run goes on from {other}."], told);
        }
    }

    [Fact]
    public void Where_both_are_damaged_the_run_begins_at_its_first_step()
    {
        var setting = new Setting(() => new Adam(0.01f), () => new ConstantRate(), true, false, false, 1);
        string folder = Path.Combine(_folder, "both");
        Run(setting, Often(folder), stopAt: 9);
        foreach (string path in CheckpointSlots.Files.Select(file => Path.Combine(folder, file)))
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..^40]);
        var told = new List<string>();
        Same(Run(setting, null), Run(setting, Often(folder) with { Tell = told.Add }));
        Assert.Equal(2, told.Count);
        Assert.All(told, sentence => Assert.EndsWith("; the run begins at its first step.", sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_of_something_else_is_refused_and_says_what_differs()
    {
        string folder = Path.Combine(_folder, "other");
        Dataset data = Pictures();
        Fit(new Dense(3, "softmax"), data, new SGD(0.1f), 3);
        string file = Path.Combine(folder, CheckpointSlots.Files[0]);
        Refuses($"{file} is of another run and it cannot go on: optimizer.learning_rate is 0.2 and was 0.1. Give it what it began with, " +
            "or begin a new run elsewhere.", () => Fit(new Dense(3, "softmax"), data, new SGD(0.2f), 3));
        Refuses("epochs is 4 and was 3", () => Fit(new Dense(3, "softmax"), data, new SGD(0.1f), 4));
        Refuses("seed is 2 and was 1", () => Fit(new Dense(3, "softmax"), data, new SGD(0.1f), 3, seed: 2));
        Refuses("network[0].config.activation is \"linear\" and was \"softmax\"", () => Fit(new Dense(3), data, new SGD(0.1f), 3));
        int[] fewer = [.. Enumerable.Range(0, 80)];
        Refuses("the training part has 80 rows and had 90", () => Fit(new Dense(3, "softmax"), data.Select(fewer), new SGD(0.1f), 3));
        int[] turned = [.. Enumerable.Range(0, Rows).Select(row => row < 2 ? 1 - row : row)];
        Refuses("the inputs and targets of the training part are not what they were",
            () => Fit(new Dense(3, "softmax"), data.Select(turned), new SGD(0.1f), 3));
        Fit(new Dense(3, "softmax"), data, new SGD(0.1f), 3);

        void Fit(Layer last, Dataset rows, Optimizer optimizer, int epochs, ulong seed = 1) =>
            new Trainer(new Network(Side * Side, last), "mse", optimizer, seed: seed)
                .Fit(rows, new FitOptions { Epochs = epochs, Checkpoints = new Checkpoints(folder) });

        static void Refuses(string part, Action act) =>
            Assert.Contains(part, Assert.Throws<GliaException>(act).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_ends_no_training()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        var setting = new Setting(() => new Adam(0.01f), () => new ConstantRate(), false, false, false, 1);
        var told = new List<string>();
        Same(Run(setting, null), Run(setting, Often(Path.Combine(file, "below")) with { Tell = told.Add }));
        string sentence = Assert.Single(told);
        Assert.EndsWith("Training goes on, and writing is tried again.", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_of_ones_own_goes_on_from_a_file()
    {
        Dataset data = Pictures();
        string file = Path.Combine(_folder, "loop");
        Trainer whole = Trainer(), first = Trainer(), second = Trainer();
        for (int step = 0; step < 9; step++) whole.Step(data, Batch(step));
        for (int step = 0; step < 4; step++) first.Step(data, Batch(step));
        Checkpoint.Save(file, first, own => own.Add("next", 4));
        long next = 0;
        Checkpoint.Load(file, second, own => next = own.Whole("next"));
        for (int step = (int)next; step < 9; step++) second.Step(data, Batch(step));
        Assert.Equal(whole.Network.Weights.All.ToArray(), second.Network.Weights.All.ToArray());
        Assert.Equal((9, 9), (second.Steps, second.Optimizer.Step));

        static Trainer Trainer()
        {
            var network = new Network(Side * Side, new Dense(8, "relu"), new Dropout(0.3f), new Dense(3, "softmax"));
            return new Trainer(network, "mse", "nadam");
        }

        static int[] Batch(int step) => [.. Enumerable.Range(step * 7, 7)];
    }

    [Theory]
    [InlineData("30s", true)]
    [InlineData("1.5m", true)]
    [InlineData("2 epochs", true)]
    [InlineData("500steps", true)]
    [InlineData("never", true)]
    [InlineData("0.5steps", false)]
    [InlineData("0epochs", false)]
    [InlineData("ten", false)]
    [InlineData("30", false)]
    [InlineData("-3s", false)]
    public void An_interval_is_a_time_or_steps_or_epochs(string text, bool good)
    {
        if (good) CheckpointInterval.Parse("--checkpoint-every", text);
        else Assert.StartsWith($"--checkpoint-every is '{text}'; write a time, steps or epochs",
            Assert.Throws<GliaException>(() => CheckpointInterval.Parse("--checkpoint-every", text)).Message, StringComparison.Ordinal);
    }

    private static Gen<Func<T>> OneOf<T>(params Func<T>[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static Checkpoints Often(string folder) => new(folder) { Every = CheckpointInterval.Steps(2) };

    private static void Same(Result one, Result other)
    {
        Assert.Equal(one.Weights, other.Weights);
        Assert.Equal(one.Epochs, other.Epochs);
        Assert.Equal((one.Ending, one.Best, one.Steps), (other.Ending, other.Best, other.Steps));
        Assert.Equal(one.Seen, other.Seen);
    }

    private sealed record Result(float[] Weights, string[] Epochs, Ending Ending, int Best, long Steps, double Seen);

    private sealed class Died : Exception;

    private static Result Run(Setting setting, Checkpoints? checkpoints, int? stopAt = null, int? dieAt = null, int epochs = 6)
    {
        Dataset data = Pictures();
        if (setting.Augment) data = data.Augmented(new Augmentation { Rotate = 20, Shift = 1, Flip = "horizontal", Erase = 0.2 });
        var network = new Network(new Shape(Side, Side, 1), new Flatten(), new Dense(12, "relu"), new BatchNormalization(),
            new Dropout(0.2f), new GaussianNoise(0.1f), new Dense(3, "softmax"));
        var trainer = new Trainer(network, "categorical_crossentropy", setting.Optimizer(), setting.Schedule(), seed: 5, new Workers(1));
        var watch = new Watch(stopAt, dieAt);
        History history = trainer.Fit(data, new FitOptions
        {
            Epochs = epochs,
            BatchSize = setting.Ema ? 25 : 13,
            GradientAccumulationSteps = setting.Ema ? 1 : 2,
            Leaves = setting.Leaves,
            Sampling = setting.Random ? Sampling.Random : Sampling.Epoch,
            EmaMomentum = setting.Ema ? 0.9 : null,
            Validation = setting.Held > 0 ? Pictures(seed: 9) : null,
            EarlyStopping = setting.Held > 1 ? new EarlyStopping(Patience: 2, RestoreBestWeights: setting.Held > 2) : null,
            ClassWeight = setting.Random ? new Dictionary<int, float> { [1] = 2 } : null,
            Observers = [watch],
            Checkpoints = checkpoints,
        });
        string[] lines = [.. history.Epochs.Select(Line)];
        return new Result(network.Weights.All.ToArray(), lines, history.Ending, history.BestEpoch, history.Steps, watch.Sum);
    }

    private static string Line(EpochReport epoch)
    {
        string trained = $"{epoch.Epoch} {epoch.Loss:R} {epoch.Accuracy:R} {epoch.Rate:R} {epoch.Steps} {epoch.Samples} {epoch.IsBest}";
        return epoch.Validation is not { } held ? trained
            : $"{trained} {held.Loss:R} {held.Accuracy:R} {held.R2:R} {held.MeanAbsoluteError:R} {held.Classes}";
    }

    private static Dataset Pictures(int seed = 7)
    {
        var random = new System.Random(seed);
        var inputs = new float[Rows, Side * Side];
        int[] classes = [.. Enumerable.Range(0, Rows).Select(i => i % 3)];
        for (int row = 0; row < Rows; row++)
            for (int i = 0; i < Side * Side; i++)
                inputs[row, i] = random.NextSingle() + (i / (Side * 2) == classes[row] ? 0.5f : 0);
        return new Dataset(inputs, Targets.OneHot(classes));
    }

    // Remembers the losses of all steps, and ends the run at one.
    private sealed class Watch(int? stopAt, int? dieAt) : IStatefulObserver
    {
        private int _steps;

        public double Sum { get; private set; }

        public bool LooksAtGradients => false;

        public string StateName => "watch";

        public Answer OnStep(Trainer trainer, in StepReport report)
        {
            Sum += report.Loss;
            _steps++;
            if (_steps == dieAt) throw new Died();
            return _steps == stopAt ? Answer.Stop : Answer.Continue;
        }

        public void Save(StateWriter state)
        {
            state.Add("sum", Sum);
            state.Add("steps", _steps);
        }

        public void Load(StateReader state)
        {
            Sum = state.Number("sum");
            _steps = (int)state.Whole("steps");
        }
    }
}
