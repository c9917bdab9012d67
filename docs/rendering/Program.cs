using System;
using System.IO;
using System.Linq;
using System.Net;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

if (args is not [string source, string target, .. string[] rendered])
{
    Console.Error.WriteLine("Usage: TinyMl.Documentation <page.md> <page.html> [names of pages that are rendered, too]");
    return 2;
}

// Headings get identifiers as on GitHub: "TML2001" becomes "tml2001", which the build's help links point to.
MarkdownPipeline pipeline = new MarkdownPipelineBuilder().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UsePipeTables().Build();
MarkdownDocument document = Markdown.Parse(File.ReadAllText(source), pipeline);
foreach (LinkInline link in document.Descendants<LinkInline>().Where(link => link.Url is not null))
{
    foreach (string page in rendered.Where(page => link.Url!.Split('#')[0] == page + ".md")) link.Url = page + ".html" + link.Url![(page.Length + 3)..];
}

string title = document.OfType<HeadingBlock>().FirstOrDefault()?.Inline?.FirstChild is LiteralInline literal
    ? literal.Content.ToString()
    : Path.GetFileNameWithoutExtension(source);

Directory.CreateDirectory(Path.GetDirectoryName(target)!);
File.WriteAllText(
    target,
    $$"""
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{{WebUtility.HtmlEncode(title)}}</title>
    <style>
    :root { color-scheme: light dark; }
    body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 48rem; padding: 0 1rem; }
    code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; }
    pre { overflow-x: auto; padding: 0.75rem; border: 1px solid #8884; border-radius: 4px; }
    table { border-collapse: collapse; }
    th, td { border: 1px solid #8884; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
    :target { background: #fd08; }
    </style>
    </head>
    <body>
    {{document.ToHtml(pipeline)}}</body>
    </html>

    """.ReplaceLineEndings("\n"));
return 0;
