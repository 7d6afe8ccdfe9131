namespace Glia.Training;

/// <summary>Where the loop of a run stands: all that it remembers from step to step, but for weights.</summary>
internal sealed class FitProgress
{
    /// <summary>What its part of a state is called.</summary>
    public const string Section = "progress";

    /// <summary>The trainer's steps when the run began; it may have trained before.</summary>
    public long FirstStep { get; set; }

    /// <summary>The epochs that are over.</summary>
    public List<EpochReport> Epochs { get; private set; } = [];

    /// <summary>Steps of the epoch in progress.</summary>
    public int Steps { get; set; }

    /// <summary>Whether all steps of the epoch in progress are done, and what is left of it is its evaluation.</summary>
    public bool StepsAreDone { get; set; }

    /// <summary>Rows, right answers, answers and losses of the epoch in progress.</summary>
    public long Samples { get; set; }

    /// <inheritdoc cref="Samples"/>
    public long Hits { get; set; }

    /// <inheritdoc cref="Samples"/>
    public long Answers { get; set; }

    /// <inheritdoc cref="Samples"/>
    public double LossSum { get; set; }

    /// <inheritdoc cref="Samples"/>
    public double OwnSum { get; set; }

    /// <summary>The learning rate of the last step.</summary>
    public double Rate { get; set; }

    /// <summary>Seconds of training in the epoch in progress.</summary>
    public double Seconds { get; set; }

    /// <summary>The lowest monitored value, its epoch, and the epochs since then.</summary>
    public double Best { get; set; } = double.PositiveInfinity;

    /// <inheritdoc cref="Best"/>
    public int BestEpoch { get; set; }

    /// <inheritdoc cref="Best"/>
    public int SinceBest { get; set; }

    /// <summary>Why the run is over; <see cref="Ending.Stopped"/> as long as it is not.</summary>
    public Ending Ending { get; set; } = Ending.Stopped;

    /// <summary>Seconds of training in all epochs that are over.</summary>
    public double AllSeconds => Epochs.Sum(epoch => epoch.Seconds);

    /// <summary>Begins the next epoch.</summary>
    public void BeginEpoch()
    {
        (Steps, StepsAreDone, Samples, Hits, Answers) = (0, false, 0, 0, 0);
        (LossSum, OwnSum, Rate, Seconds) = (0, 0, 0, 0);
    }

    /// <summary>Takes it down.</summary>
    public void Save(StateWriter state)
    {
        state.Add("first_step", FirstStep);
        state.Add("steps", Steps);
        state.Add("steps_are_done", StepsAreDone);
        state.Add("samples", Samples);
        state.Add("hits", Hits);
        state.Add("answers", Answers);
        state.Add("loss_sum", LossSum);
        state.Add("own_sum", OwnSum);
        state.Add("rate", Rate);
        state.Add("seconds", Seconds);
        state.Add("best", Best);
        state.Add("best_epoch", BestEpoch);
        state.Add("since_best", SinceBest);
        state.Add("ending", Ending.ToString());
        EpochColumns.Save(state.Section("epochs"), Epochs);
    }

    /// <summary>Takes it up again.</summary>
    public static FitProgress Load(StateReader state) => new()
    {
        FirstStep = state.Whole("first_step"),
        Steps = (int)state.Whole("steps"),
        StepsAreDone = state.Flag("steps_are_done"),
        Samples = state.Whole("samples"),
        Hits = state.Whole("hits"),
        Answers = state.Whole("answers"),
        LossSum = state.Number("loss_sum"),
        OwnSum = state.Number("own_sum"),
        Rate = state.Number("rate"),
        Seconds = state.Number("seconds"),
        Best = state.Number("best"),
        BestEpoch = (int)state.Whole("best_epoch"),
        SinceBest = (int)state.Whole("since_best"),
        Ending = Enum.TryParse(state.Text("ending"), out Ending ending) ? ending : Ending.Stopped,
        Epochs = EpochColumns.Load(state.Section("epochs")),
    };
}
