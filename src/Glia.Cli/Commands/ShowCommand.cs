using System.CommandLine;
using Glia.Data;
using Glia.Experiments;
using Glia.Images;

namespace Glia.Cli.Commands;

/// <summary><c>glia show</c>: draws the pictures that a network would learn from.</summary>
internal static class ShowCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "show";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Draws what a network sees: pictures of each class, as they are and as augmentation changes them.");
        if (!complete) return command;
        var what = new Argument<string>("WHAT")
        {
            Description = "mnist, an experiment that comes with Glia, an experiment file (.json), data of pictures, or a run folder.",
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The PNG file.",
            HelpName = "FILE.png",
            DefaultValueFactory = _ => "sheet.png",
        };
        var augment = new Option<string?>("--augment")
        {
            Description = "How far pictures are changed, in place of what the experiment says; none for not at all.",
            HelpName = "rotate=12,shift=2",
        };
        Option<long?> seed = CommonFlags.Seed();
        command.Add(what.Offers(Subjects.Names));
        command.Add(output);
        command.Add(augment);
        command.Add(seed);
        command.SetAction(parsed => Run(terminal(), parsed.GetRequiredValue(what), parsed.GetRequiredValue(output), new ExperimentOverrides
        {
            Augment = parsed.GetValue(augment) is { } changes ? Augmentation.Parse(augment.Name, changes) : null,
            Seed = parsed.GetValue(seed),
        }));
        Examples.Attach(command, """
            glia show mnist-cnn -o sheet.png
            glia show mnist --augment rotate=12,shift=2,elastic=1.5
            glia show pets/ --augment flip=horizontal,crop=0.2
            """);
        return command;
    }

    private static int Run(Terminal terminal, string what, string file, ExperimentOverrides overrides)
    {
        if (!Path.GetExtension(file).Equals(".png", StringComparison.OrdinalIgnoreCase))
            throw new GliaException($"{file} must end in .png: that is the form the sheet is written in.");
        (Experiment experiment, LoadedData loaded) = Subjects.Experiment(what, overrides);
        PngWriter.Write(file, PictureSheet.Of(experiment, loaded));
        terminal.Plain.WriteLine(experiment.Augment is null
            ? $"{file} shows pictures of each class. None is changed while the network learns; --augment rotate=12,shift=2 would do " +
                "that."
            : $"{file} shows a picture of each class as it is, and as the network sees it in the first nine epochs.");
        return 0;
    }
}
