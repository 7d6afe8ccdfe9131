using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Schedules;

/// <summary>The schedules a file can name.</summary>
public static class ScheduleCatalogue
{
    private static readonly Catalogue<Schedule> Entries = Fill();

    /// <summary>The names that come with the library.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>The names that this program registered.</summary>
    public static IReadOnlyList<string> Registered => Entries.Registered;

    /// <summary>Whether a file can name this.</summary>
    /// <param name="name">A name as a file may write it.</param>
    public static bool Knows(string name) => Entries.Knows(name);

    /// <summary>The schedule a file asks for; none means constant.</summary>
    /// <param name="node">A name, or an object with <c>class_name</c> and settings.</param>
    /// <param name="where">How to name the place in a sentence.</param>
    /// <exception cref="GliaException">It does not exist or a setting is wrong.</exception>
    public static Schedule Create(JsonNode? node, string where) => node is null ? new ConstantRate() : Entries.Create(node, where);

    /// <summary>Makes a schedule of one's own known, so that files can name it.</summary>
    /// <typeparam name="TOwn">Its class.</typeparam>
    /// <param name="name">Its <see cref="Schedule.Name"/>.</param>
    /// <param name="create">Makes a new one from its settings, those that <see cref="Schedule.Config"/> writes.</param>
    /// <param name="aliases">Other names that a file may use.</param>
    /// <exception cref="GliaException">The name belongs to another class.</exception>
    /// <example><c>ScheduleCatalogue.Register("sawtooth", c =&gt; new Sawtooth(c.Int("teeth", 3)))</c></example>
    public static void Register<TOwn>(string name, Func<ConfigReader, TOwn> create, params ReadOnlySpan<string> aliases)
        where TOwn : Schedule =>
        Entries.Register(name, create, aliases);

    /// <summary>The schedule as a file says it.</summary>
    /// <param name="schedule">One of Glia's own or of a registered class.</param>
    public static JsonNode ToJson(Schedule schedule) => KerasJson.Written(schedule.Name, schedule.Config());

    private static Catalogue<Schedule> Fill()
    {
        var entries = new Catalogue<Schedule>("schedule")
        {
            Registrar = nameof(ScheduleCatalogue),
            NameOf = schedule => schedule.Name,
        };
        entries.Add("constant", _ => new ConstantRate());
        entries.Add("step", c => new StepDecay(Positive(c, "epochs", 10), Positive(c, "factor", 0.1)));
        entries.Add("exponential", c => new ExponentialDecay(Positive(c, "decay_rate", 0.96),
            c.Has("decay_steps") ? (long)Positive(c, "decay_steps", 1) : null, c.Flag("staircase", false)), "ExponentialDecay");
        entries.Add("cosine", c => new Cosine(Share(c, "alpha", 0), Share(c, "warmup", 0)), "CosineDecay");
        entries.Add("warmup", c => new Warmup(Share(c, "share", 0.1)));
        entries.Add("one_cycle", c => new OneCycle(Share(c, "pct_start", 0.3), Positive(c, "div_factor", 25),
            Positive(c, "final_div_factor", 1e4)), "OneCycleLR");
        entries.Add("reduce_on_plateau", c => new ReduceOnPlateau(Share(c, "factor", 0.1), (int)Positive(c, "patience", 10),
            c.Number("min_delta", 1e-4), c.Int("cooldown", 0), Share(c, "minimum", 0)), "ReduceLROnPlateau");
        entries.Lacks("Keras", "", "PolynomialDecay PiecewiseConstantDecay InverseTimeDecay CosineDecayRestarts LearningRateSchedule");
        entries.Lacks("PyTorch", "use step, with \"epochs\" for step_size and \"factor\" for gamma", "StepLR");
        entries.Lacks("PyTorch", "use exponential, with \"decay_rate\" for gamma and the steps of one epoch as \"decay_steps\"",
            "ExponentialLR");
        entries.Lacks("PyTorch", "use cosine, with the last rate as a share of the first as \"alpha\"", "CosineAnnealingLR");
        entries.Lacks("PyTorch", "", "MultiStepLR LambdaLR LinearLR CyclicLR CosineAnnealingWarmRestarts PolynomialLR MultiplicativeLR " +
            "ConstantLR SequentialLR");
        return entries;
    }

    private static double Positive(ConfigReader c, string key, double fallback)
    {
        double number = c.Number(key, fallback);
        return number > 0 ? number : throw c.Wrong(key, "more than zero");
    }

    private static double Share(ConfigReader c, string key, double fallback)
    {
        double share = c.Number(key, fallback);
        return share is >= 0 and <= 1 ? share : throw c.Wrong(key, "between 0 and 1");
    }
}
