import { chromium } from 'playwright-core';
import { startServer } from '../../tools/serve.mjs';
import { mkdirSync } from 'node:fs';
const out='build/scratch/shots/';mkdirSync(out,{recursive:true});
const server=await startServer({root:'dist',prefix:'/'});
const browser=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--use-angle=swiftshader','--enable-unsafe-swiftshader']});
const jobs=JSON.parse(process.argv[2]);
for(const j of jobs){
  const ctx=await browser.newContext({viewport:{width:j.w,height:j.h},colorScheme:j.dark?'dark':'light',serviceWorkers:'block',bypassCSP:true,hasTouch:j.w<500,deviceScaleFactor:j.s??1,locale:j.ko?'ko':'en'});
  const page=await ctx.newPage();
  page.on('pageerror',e=>console.log(j.name,String(e)));
  await page.goto(server.address+j.url);
  if(!j.url.includes('lessons')){ await page.evaluate(async()=>{await window.initlab.ready;await window.initlab.setState({}).catch(()=>0)}); await page.waitForTimeout(j.wait??900);}
  else await page.waitForTimeout(600);
  if(j.do) { await page.evaluate(j.do); await page.waitForTimeout(600);}
  for (const c of j.clicks??[]) { await page.click(c); await page.waitForTimeout(500); }
  if(j.sel) await page.locator(j.sel).first().scrollIntoViewIfNeeded();
  if(j.scroll) { await page.evaluate(y=>scrollTo(0,y),j.scroll); await page.waitForTimeout(400);}
  await page.screenshot({path:out+j.name+'.png',fullPage:Boolean(j.full)});
  await ctx.close();
}
await browser.close();await server.close();
