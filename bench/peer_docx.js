// The docx package of npm: node peer_docx.js MODULES SOURCE OUTPUT
const fs = require("fs");
const [modules, source, output] = process.argv.slice(2);
const { AlignmentType, BorderStyle, Document, Footer, PageNumber, Packer, Paragraph, TextRun } =
  require(`${modules}/docx`);

const font = (name) => ({ ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia: name });
const style = (id, name, size, eastAsia, paragraph, run = {}) => ({
  id, name, basedOn: "Normal", quickFormat: true,
  run: { size: size * 2, font: font(eastAsia), ...run },
  paragraph: { spacing: { line: 560, lineRule: "exact" }, ...paragraph },
});
const paragraphStyles = [
  style("name", "简报名称", 54, "方正小标宋简体",
    { alignment: AlignmentType.CENTER, spacing: { line: 1440, lineRule: "exact" } },
    { color: "FF0000" }),
  style("number", "简报期号", 16, "仿宋_GB2312", { alignment: AlignmentType.CENTER }),
  style("issuer", "简报编发", 16, "仿宋_GB2312",
    { border: { bottom: { style: BorderStyle.SINGLE, size: 16, color: "FF0000", space: 4 } } }),
  style("column", "简报栏目", 16, "黑体", { keepNext: true, outlineLevel: 0 }),
  style("title", "简报标题", 22, "方正小标宋简体",
    { alignment: AlignmentType.CENTER, keepNext: true, outlineLevel: 1,
      spacing: { line: 700, lineRule: "exact", before: 280, after: 280 } }),
  style("body", "简报正文", 16, "仿宋_GB2312",
    { alignment: AlignmentType.BOTH, indent: { firstLine: 640 } }),
  style("item", "简报目录条目", 16, "仿宋_GB2312", { indent: { left: 640 } }),
  style("list", "简报发送", 14, "仿宋_GB2312", { indent: { left: 280, hanging: 280 } }),
  style("page", "简报页码", 14, "宋体", {}),
];

const paragraph = (style, text, more = {}) => new Paragraph({ style, text, ...more });

function articleParagraphs({ title, run_in, paragraphs }) {
  const body = paragraphs.map((text) => ["body", text]);
  if (!run_in) return [["title", title], ...body].map(([s, t]) => paragraph(s, t));
  const opening = new TextRun({ text: `${title}。`, font: font("黑体") });
  const first = new Paragraph({ style: "body", children: [opening, new TextRun(paragraphs[0])] });
  return [first, ...body.slice(1).map(([s, t]) => paragraph(s, t))];
}

function issueParagraphs(issue) {
  const made = [
    paragraph("name", issue.name, { pageBreakBefore: true }),
    paragraph("number", `第${issue.number}期`),
    paragraph("issuer", `${issue.issuer}\t${issue.date}`),
  ];
  for (const section of issue.sections) {
    made.push(paragraph("column", `【${section.name}】`));
    made.push(...section.articles.map((article) => paragraph("item", article.title)));
  }
  issue.sections.forEach((section, index) => {
    made.push(paragraph("column", `【${section.name}】`, { pageBreakBefore: index === 0 }));
    for (const article of section.articles) made.push(...articleParagraphs(article));
  });
  made.push(...issue.distribution.map((entry) => paragraph("list", entry)));
  made.push(paragraph("list", issue.copies));
  return made;
}

const pageNumber = (alignment) => new Footer({
  children: [new Paragraph({
    style: "page", alignment, children: [new TextRun({ children: ["— ", PageNumber.CURRENT, " —"] })],
  })],
});
const sections = JSON.parse(fs.readFileSync(source, "utf8")).map((issue) => ({
  properties: { page: {
    size: { width: 11906, height: 16838 },
    margin: { top: 1440, bottom: 1440, left: 1797, right: 1797 },
    pageNumbers: { start: 1 },
  } },
  footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
  children: issueParagraphs(issue),
}));
const made = new Document({ evenAndOddHeaderAndFooters: true, styles: { paragraphStyles }, sections });
Packer.toBuffer(made).then((bytes) => fs.writeFileSync(output, bytes));
